internal import CWebP

/// Puts an encoded picture and its metadata into one file.
enum WebPContainer {
    /// - Parameters:
    ///   - picture: a WebP file without metadata.
    ///   - chunks: of known kinds, each name once.
    ///   - others: of no known kind; they come last, as the specification wants it.
    /// - Throws: `.limitExceeded` if they don't fit into a file.
    static func file(_ picture: [UInt8], chunks: [WebPChunk], others: [WebPChunk]) throws(CodecError) -> [UInt8] {
        guard !chunks.isEmpty || !others.isEmpty else { return picture }
        guard let mux = unsafe WebPMuxNew() else {
            throw CodecError(.limitExceeded, "no memory for the WebP container")
        }
        defer { unsafe WebPMuxDelete(mux) }
        let imageStatus = unsafe withData(picture) { data in unsafe WebPMuxSetImage(mux, data, 1) }
        try check(imageStatus)
        // libwebp takes one unknown chunk, with which it makes the extended kind of file that may hold such.
        for chunk in chunks + others.prefix(1) where chunk.name.count == 4 {
            let name = chunk.name.map { CChar(bitPattern: $0) }
            // SAFETY: names have the four bytes that libwebp reads.
            let status = unsafe withData(chunk.bytes) { data in unsafe WebPMuxSetChunk(mux, name, data, 1) }
            try check(status)
        }
        var file = unsafe WebPData()
        defer { unsafe WebPDataClear(&file) }
        try check(unsafe WebPMuxAssemble(mux, &file))
        return try appending(
            others.dropFirst(), to: unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
    }

    /// The file with more chunks at its end, and its size right again.
    private static func appending(_ chunks: some Sequence<WebPChunk>, to file: [UInt8]) throws(CodecError) -> [UInt8] {
        func littleEndian(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        var file = file
        for chunk in chunks where chunk.name.count == 4 {
            file += chunk.name + littleEndian(chunk.bytes.count) + chunk.bytes
            if !chunk.bytes.count.isMultiple(of: 2) { file.append(0) }
        }
        guard file.count - 8 < 1 << 32 else {
            throw CodecError(.limitExceeded, "the WebP container would be too large")
        }
        file.replaceSubrange(4..<8, with: littleEndian(file.count - 8))
        return file
    }

    /// Lends `bytes` to libwebp, which copies them: the last argument of the calls above says so.
    private static func withData(
        _ bytes: [UInt8], _ body: (UnsafePointer<WebPData>) -> WebPMuxError
    ) -> WebPMuxError {
        // SAFETY: pointer and count belong together and are used inside the closure only.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var data = unsafe WebPData(bytes: buffer.baseAddress, size: buffer.count)
            return unsafe body(&data)
        }
    }

    private static func check(_ status: WebPMuxError) throws(CodecError) {
        guard status == WEBP_MUX_OK else {
            throw CodecError(
                .limitExceeded, "the WebP container can't be written (libwebpmux status \(status.rawValue))")
        }
    }
}
