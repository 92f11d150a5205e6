internal import CCodecShims

extension CodecError {
    static let outOfMemory = CodecError(.limitExceeded, "JPEG: not enough memory")

    /// A failure the C shim reports.
    init(_ status: jpeg_status, message: String) {
        switch status {
        case JPEG_UNSUPPORTED: self.init(.unsupported, "JPEG: \(message)")
        case JPEG_TOO_LARGE: self.init(.limitExceeded, "JPEG: \(message)", limit: "side")
        case JPEG_OUT_OF_MEMORY: self = .outOfMemory
        case JPEG_CANCELLED: self = .cancelled
        default: self.init(.malformed, "JPEG: \(message)")
        }
    }
}
