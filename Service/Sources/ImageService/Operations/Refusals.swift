internal import COSProtocol
internal import ImageEnhance

extension COSError {
    /// What a client gets to see of an image that could not be enhanced.
    init(_ error: EnhanceError) {
        let code: ErrorCode
        switch error.code {
        case .invalidParameter: code = .invalidArgument
        case .malformedImage, .unsupportedImage: code = .invalidImageFormat
        case .limitExceeded: code = error.limit == "inputBytes" ? .imageTooLarge : .imageResolutionExceed
        default: code = .internalError
        }
        self.init(code, error.message, parameter: error.parameter)
    }

    static let queueIsFull = COSError(.slowDown, "too many images are waiting; please try again later")
    static let waitedTooLong = COSError(.slowDown, "the images before this one take too long; please try again later")
    static let isDraining = COSError(.slowDown, "this server is about to stop; please try again")

    static func imageTooLarge(_ bytes: Int, _ limits: ServiceLimits) -> COSError {
        COSError(
            .imageTooLarge,
            "the file has \(bytes) bytes; up to \(limits.maxSourceBytes) are enhanced (--max-source-bytes)")
    }

    static func entityTooLarge(_ limits: ServiceLimits) -> COSError {
        COSError(.entityTooLarge, "objects may have up to \(limits.maxObjectBytes) bytes (--max-object-bytes)")
    }

    static func neverEnoughMemory(_ bytes: Int, _ budget: Int) -> COSError {
        COSError(
            .imageResolutionExceed,
            "enhancing this image takes about \(bytes) bytes of memory; there are \(budget) (--memory)")
    }

    /// Whether `ignore-error` answers this with the original.
    var isIgnorable: Bool {
        [.invalidImageFormat, .imageTooLarge, .imageResolutionExceed].contains(code)
    }
}
