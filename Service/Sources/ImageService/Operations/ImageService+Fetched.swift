public import COSProtocol
internal import Crypto
public import ImageEnhance

/// A file from elsewhere.
public struct FetchedFile: Sendable {
    public let bytes: [UInt8]
    /// By its first bytes: what the sender calls it does not count. `nil` for what is no image of a known format.
    public let format: ImageFormat?
    /// Holds the file's share of the memory.
    let reservation: MemoryBudget.Reservation

    init(_ bytes: [UInt8], reservation: MemoryBudget.Reservation) {
        self.bytes = bytes
        self.reservation = reservation
        format = ImageFormat(sniffing: bytes)
    }

    public var etag: EntityTag { EntityTag(md5: Array(Insecure.MD5.hash(data: bytes))) }
}

/// Images from elsewhere (`detect-url`).
extension ImageService {
    /// Fetches a file.
    ///
    /// - Throws: `COSError`: `.invalidImageSource`, also where this service fetches nothing; `.imageTooLarge`,
    ///   `.slowDown`; or `CancellationError`.
    public func fetched(_ url: String) async throws -> FetchedFile {
        guard let fetch else {
            throw COSError(.invalidImageSource, "this server fetches no images from elsewhere", parameter: "detect-url")
        }
        let place = try await enter(fetches)
        defer { place.leave() }
        // How large it is shows only while it comes.
        let reservation = try await reserve(min(limits.maxSourceBytes, memory.bytes), isPatient: false)
        let start = ContinuousClock.now
        do {
            let bytes = try await fetch(url)
            metrics.add(.now - start, to: .fetch)
            metrics.count(.fetched)
            reservation.shrink(to: bytes.count)
            return FetchedFile(bytes, reservation: reservation)
        } catch let error as COSError {
            metrics.count(.fetchRefused)
            throw error
        }
    }

    /// Enhances a file from elsewhere. With `ignore-error` its own bytes are the result only where they are an image:
    /// this is no door for other things.
    ///
    /// - Throws: `COSError`, or `CancellationError`.
    public func enhanced(_ file: FetchedFile, _ parameters: EnhanceParameters) async throws -> EnhancedObject {
        var parameters = parameters
        if file.format == nil { parameters.ignoreError = false }
        let source = SourceIdentity(digest: Hexadecimal.lower(SHA256.hash(data: file.bytes)))
        return try await enhanced(source, parameters) {
            // From here on the bytes count as a part of the image in work.
            file.reservation.shrink(to: 0)
            return file.bytes
        }
    }

    /// The header of a file that `enhanced` would enhance; `nil` where it would give the original.
    ///
    /// - Throws: as `enhanced`.
    public func inspected(_ file: FetchedFile, _ parameters: EnhanceParameters) throws -> ImageHeader? {
        var parameters = parameters
        if file.format == nil { parameters.ignoreError = false }
        do {
            return try Enhancer(parameters).inspect(file.bytes)
        } catch {
            return try refused(COSError(error), parameters).header
        }
    }
}
