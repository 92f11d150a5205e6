#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Enhancer {
    /// Enhances the file `source` into `destination`, which is replaced as a whole or not at all.
    ///
    /// Both may be the same file. A file that is replaced keeps its permissions. With `ignoreError`, a file over
    /// `limits.inputBytes` is copied without being held in memory; the result's `bytes` are empty then.
    /// - Throws: `EnhanceError`, also `.io`; `destination` is untouched then.
    @discardableResult
    public func enhance(contentsOf source: URL, to destination: URL) throws(EnhanceError) -> EnhancedImage {
        let path = try source.localPath("source")
        return try admitted(weight: weight(of: path)) { (threads) throws(EnhanceError) in
            try enhance(contentsOf: path, to: destination, threads: threads, cancellation: nil)
        }
    }

    /// As `enhance(contentsOf:to:)`, off the caller's executor: see `enhanced(_:)`.
    ///
    /// - Throws: `EnhanceError`, also `.io`, `.cancelled` and `.overloaded`; `destination` is untouched then.
    @discardableResult
    public func enhanced(contentsOf source: URL, to destination: URL) async throws(EnhanceError) -> EnhancedImage {
        let path = try source.localPath("source")
        return try await offExecutor(weight: awaitedWeight(of: path)) { (threads, cancellation) throws(EnhanceError) in
            try enhance(contentsOf: path, to: destination, threads: threads, cancellation: cancellation)
        }
    }

    /// What `enhanced(contentsOf:to:)` was called.
    ///
    /// - Throws: `EnhanceError`.
    @available(*, deprecated, renamed: "enhanced(contentsOf:to:)")
    @discardableResult
    public func enhance(contentsOf source: URL, to destination: URL) async throws(EnhanceError) -> EnhancedImage {
        try await enhanced(contentsOf: source, to: destination)
    }

    private func enhance(
        contentsOf source: FilePath, to destination: URL, threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> EnhancedImage {
        let input = try FileDescriptor.regularFile(source)
        let output = try destination.localPath("destination")
        let status = try input.status()
        let isInPlace = FileStatus(path: output)?.isSameFile(as: status) == true
        switch try input.read(limits: parameters.limits) {
        case .whole(let bytes):
            let result = try enhance(bytes, threads: threads, cancellation: cancellation)
            try AtomicFile.write(result.bytes, to: output, source: status, isInPlace: isInPlace)
            return result
        case .tooLarge(let begun, let error):
            guard parameters.ignoreError else { throw error }
            try AtomicFile.replace(output, source: status, isInPlace: isInPlace) { file throws(EnhanceError) in
                try file.write(begun)
                try file.append(restOf: input, cancellation: cancellation)
            }
            return EnhancedImage(original: [], error: error)
        }
    }
}

extension URL {
    fileprivate func localPath(_ name: String) throws(EnhanceError) -> FilePath {
        guard isFileURL, let bytes = path(percentEncoded: true).utf8.percentDecoded else {
            throw .invalid(name, value: absoluteString, accepted: "a file URL")
        }
        return FilePath(bytes)
    }
}

extension String.UTF8View {
    /// The bytes that percent encoding stands for, which need not be text; `nil` where it is damaged or holds a NUL.
    fileprivate var percentDecoded: [UInt8]? {
        var decoded: [UInt8] = []
        var rest = self[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0 else {
                return nil
            }
            decoded.append(value)
            rest = rest.dropFirst(2)
        }
        return decoded
    }
}
