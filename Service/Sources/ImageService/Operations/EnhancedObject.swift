public import COSProtocol
public import ImageEnhance

/// What became of an image.
public struct EnhancedObject: Sendable {
    /// A whole file; `nil` when the source's own bytes are the result.
    public let bytes: [UInt8]?
    /// `nil` when the source could not be enhanced, and may be no image at all.
    public let header: ImageHeader?
    /// What `ignore-error` hid.
    public let ignored: COSError?
    /// Holds the result's share of the memory for as long as somebody needs it.
    private let reservation: MemoryBudget.Reservation?

    init(_ result: EnhancedImage, header: ImageHeader, reservation: MemoryBudget.Reservation) {
        bytes = result.isOriginal ? nil : result.bytes
        self.header = header
        ignored = nil
        self.reservation = reservation
    }

    init(ignoring error: COSError) {
        bytes = nil
        header = nil
        ignored = error
        reservation = nil
    }
}
