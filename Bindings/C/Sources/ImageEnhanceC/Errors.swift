internal import CImageEnhance
internal import ImageEnhance

/// Does the work of a C function: what it throws becomes a code, and the caller's error where there is one.
func answering(
    _ error: UnsafeMutablePointer<ie_error>?, _ work: () throws(EnhanceError) -> Void
) -> Int32 {
    do {
        try work()
        unsafe store(nil, in: error)
        return ie_code.none
    } catch let failure {
        unsafe store(failure, in: error)
        return failure.code.number
    }
}

/// Writes an error, or with `nil` that there is none.
func store(_ failure: EnhanceError?, in target: UnsafeMutablePointer<ie_error>?) {
    guard let target = unsafe target else { return }
    unsafe target.pointee.code = failure?.code.number ?? ie_code.none
    unsafe withUnsafeMutableBytes(of: &target.pointee.parameter) { unsafe write(failure?.parameter ?? "", to: $0) }
    unsafe withUnsafeMutableBytes(of: &target.pointee.limit) { unsafe write(failure?.limit ?? "", to: $0) }
    unsafe withUnsafeMutableBytes(of: &target.pointee.message) { unsafe write(failure?.message ?? "", to: $0) }
}

/// Writes the text with a zero after it, cut between characters where it is too long.
private func write(_ text: String, to target: UnsafeMutableRawBufferPointer) {
    var end = 0
    for character in text {
        let bytes = character.utf8
        guard end + bytes.count < target.count else { break }
        // SAFETY: the line above left room for them, and for a zero.
        for byte in bytes {
            unsafe target[end] = byte
            end += 1
        }
    }
    unsafe target[end] = 0
}

extension EnhanceError {
    /// An argument that is outside its range.
    static func invalid(_ argument: String, _ value: String, accepted: String) -> EnhanceError {
        EnhanceError(.invalidParameter, "\(argument) is \(value), accepted: \(accepted)", parameter: argument)
    }

    init(_ error: CodecError) {
        switch error.code {
        case .limitExceeded: self.init(.limitExceeded, error.message, limit: error.limit)
        case .unsupported: self.init(.unsupportedImage, error.message)
        default: self.init(.malformedImage, error.message)
        }
    }
}

extension EnhanceError.Code {
    /// In the order of `ie_code`, from 1. `.io` is not among them: no C function opens a file.
    private static let numbered: [EnhanceError.Code] = [
        .invalidParameter, .malformedImage, .unsupportedImage, .limitExceeded, .cancelled,
    ]

    var number: Int32 {
        Int32(Self.numbered.firstIndex(of: self).map { $0 + 1 } ?? Int(IE_MALFORMED_IMAGE.rawValue))
    }

    init?(number: Int32) {
        guard (1...Int32(Self.numbered.count)).contains(number) else { return nil }
        self = Self.numbered[Int(number) - 1]
    }
}

extension ie_code {
    static var none: Int32 { Int32(IE_OK.rawValue) }
}
