/// Enhances images: bytes of a JPEG, PNG or WebP file in, bytes of the same format and size out.
///
/// ```swift
/// let enhancer = Enhancer(EnhanceParameters(denoise: 3, sharpen: 2))
/// let result = try enhancer.enhance(jpegBytes)
/// ```
public struct Enhancer: Sendable {
    public let parameters: EnhanceParameters
    let gate: ImageGate?

    /// - Parameters:
    ///   - parameters: checked when an image is enhanced.
    ///   - gate: bounds the work of all enhancers that share it, whether they are called synchronously or not. `nil` lets
    ///     everybody begin at once: for callers that count themselves, for forked processes, and for calls from within a
    ///     `Cancellation`'s report of progress, which would wait for the place of the image that they are told of.
    public init(_ parameters: EnhanceParameters = EnhanceParameters(), gate: ImageGate? = .shared) {
        self.parameters = parameters
        self.gate = gate
    }

    /// Enhances one image on the calling thread and, where `parameters.threads` and the gate allow, on others.
    ///
    /// Waits for the gate first, which lets as many threads work as there are cores. Both levels 0 and default encoding
    /// return the input's own bytes. Results do not depend on threads or machine.
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`; with `ignoreError` only `.invalidParameter` and what the gate says.
    public func enhance(_ bytes: [UInt8]) throws(EnhanceError) -> EnhancedImage {
        try admitted(weight: weight(of: bytes, callThreads)) { (threads) throws(EnhanceError) in
            try enhance(bytes, threads: threads, cancellation: nil)
        }
    }

    /// As `enhance(_:)`, and stops soon after `cancellation` was set, from another thread.
    ///
    /// - Parameters:
    ///   - bytes: a whole file.
    ///   - cancellation: read while this waits, between rows of decoding and encoding, and between tiles of filtering.
    /// - Throws: `EnhanceError`, also `.cancelled`, which `ignoreError` does not hide.
    public func enhance(
        _ bytes: [UInt8], cancellation: Cancellation
    ) throws(EnhanceError) -> EnhancedImage {
        try admitted(weight: weight(of: bytes, callThreads), cancellation) { (threads) throws(EnhanceError) in
            try enhance(bytes, threads: threads, cancellation: cancellation)
        }
    }

    /// The header of an image that `enhance` would accept. Nothing is decoded.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`: whatever `enhance` would throw before it decodes. `ImageHeader.init(_:)` reads those
    ///   of images that are refused, too.
    public func inspect(_ bytes: [UInt8]) throws(EnhanceError) -> ImageHeader {
        try Pipeline(parameters, threads: taskThreads).inspect(bytes)
    }

    /// The pipeline with the policy of `ignoreError` around it.
    func enhance(
        _ bytes: [UInt8], threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> EnhancedImage {
        let pipeline = try Pipeline(parameters, threads: threads)
        do {
            return try pipeline.run(bytes, cancellation: cancellation)
        } catch {
            guard parameters.ignoreError, error.isIgnorable else { throw error }
            return EnhancedImage(original: bytes, error: error)
        }
    }
}
