/// Planes to bytes, in the format and manner of the source.
public struct ImageEncoder: Sendable {
    public var options: EncodingOptions

    public init(options: EncodingOptions = EncodingOptions()) {
        self.options = options
    }

    /// Writes `image` as the kind of file `encoding` describes.
    ///
    /// - Parameters:
    ///   - image: planes as the decoder of that format gives them.
    ///   - encoding: taken from the `DecodedImage` the planes came from.
    ///   - threads: how many threads to use, for a JPEG of 128 MCU rows or more; the file does not depend on it. Not for
    ///     async contexts: on Linux the workers are those of Swift Concurrency.
    ///   - cancellation: read between rows; libwebp's lossless encoder, which also writes alpha, only looks at it
    ///     between its stages.
    /// - Throws: `CodecError`: `.unsupported` when the format can't hold such planes, `.limitExceeded` when they
    ///   are too large for it, `.cancelled`.
    public func encode(
        _ image: PlanarImage, as encoding: SourceEncoding, threads: ThreadBudget = .serial,
        cancellation: Cancellation? = nil
    ) throws(CodecError) -> [UInt8] {
        try cancellation.check()
        return switch encoding {
        case .jpeg(let encoding):
            try JPEGEncoder(options: options, threads: threads, cancellation: cancellation).encode(image, as: encoding)
        case .png(let encoding):
            try PNGEncoder(options: options, cancellation: cancellation).encode(image, as: encoding)
        case .webp(let encoding):
            try WebPEncoder(options: options, cancellation: cancellation).encode(image, as: encoding)
        }
    }
}
