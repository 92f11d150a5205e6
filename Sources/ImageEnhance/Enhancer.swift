/// Enhances images: bytes of a JPEG, PNG or WebP file in, bytes of the same format and size out.
///
/// ```swift
/// let enhancer = Enhancer(EnhanceParameters(denoise: 3, sharpen: 2))
/// let result = try enhancer.enhance(jpegBytes)
/// ```
public struct Enhancer: Sendable {
    public let parameters: EnhanceParameters
    let gate: ImageGate

    /// - Parameters:
    ///   - parameters: checked when an image is enhanced.
    ///   - gate: bounds how many images the `async` functions work on at once.
    public init(_ parameters: EnhanceParameters = EnhanceParameters(), gate: ImageGate = .shared) {
        self.parameters = parameters
        self.gate = gate
    }

    /// Enhances one image on the calling thread and, where `parameters.threads` allows, on others.
    ///
    /// Both levels 0 and default encoding return the input's own bytes. Results do not depend on threads or machine.
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`; with `ignoreError` only `.invalidParameter`.
    public func enhance(_ bytes: [UInt8]) throws(EnhanceError) -> EnhancedImage {
        try enhance(bytes, threads: .allCores, cancellation: nil)
    }

    /// As `enhance(_:)`, and stops soon after `cancellation` was set, from another thread.
    ///
    /// - Parameters:
    ///   - bytes: a whole file.
    ///   - cancellation: read between rows of decoding and encoding, and between tiles of filtering.
    /// - Throws: `EnhanceError`, also `.cancelled`, which `ignoreError` does not hide.
    public func enhance(
        _ bytes: [UInt8], cancellation: Cancellation
    ) throws(EnhanceError) -> EnhancedImage {
        try enhance(bytes, threads: .allCores, cancellation: cancellation)
    }

    /// The header of an image that `enhance` would accept. Nothing is decoded.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`: whatever `enhance` would throw before it decodes. `ImageHeader.init(_:)` reads those
    ///   of images that are refused, too.
    public func inspect(_ bytes: [UInt8]) throws(EnhanceError) -> ImageHeader {
        try Pipeline(parameters, threads: .serial).inspect(bytes)
    }

    /// The pipeline with the policy of `ignoreError` around it.
    func enhance(
        _ bytes: [UInt8], threads: ThreadBudget, cancellation: Cancellation?
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
