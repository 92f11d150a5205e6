public import COSProtocol
public import ImageEnhance
public import ObjectStore

/// What became of an image.
public struct EnhancedObject: Sendable {
    public enum Content: Sendable {
        /// The source's own bytes are the result.
        case original
        /// A whole file.
        case bytes([UInt8])
        /// A whole file that was kept from earlier.
        case kept(CacheEntry)
    }

    public let content: Content
    /// `nil` when the source could not be enhanced, and may be no image at all.
    public let format: ImageFormat?
    /// `nil` also for what was kept.
    public let header: ImageHeader?
    /// What `ignore-error` hid.
    public let ignored: COSError?
    /// Holds the result's share of the memory for as long as somebody needs it.
    private let reservation: MemoryBudget.Reservation?

    init(_ result: EnhancedImage, header: ImageHeader, reservation: MemoryBudget.Reservation) {
        content = result.isOriginal ? .original : .bytes(result.bytes)
        format = header.format
        self.header = header
        ignored = nil
        self.reservation = reservation
    }

    /// `nil` for an entry of another kind.
    init?(_ entry: CacheEntry) {
        guard let format = ImageFormat(rawValue: entry.label) else { return nil }
        content = .kept(entry)
        self.format = format
        header = nil
        ignored = nil
        reservation = nil
    }

    init(ignoring error: COSError) {
        content = .original
        format = nil
        header = nil
        ignored = error
        reservation = nil
    }

    /// The result of what was just enhanced; `nil` for the original.
    var bytes: [UInt8]? {
        if case .bytes(let bytes) = content { bytes } else { nil }
    }
}
