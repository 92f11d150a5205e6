internal import CCodecShims

extension CodecError {
    static let cancelled = CodecError(.cancelled, "cancelled")
}

extension Cancellation? {
    /// - Throws: `.cancelled` once `cancel()` was called.
    func check() throws(CodecError) {
        if self?.isCancelled == true { throw .cancelled }
    }
}

extension codec_stop {
    /// SAFETY: `cancellation` must outlive what is given this; the encoders and decoders hold both.
    @unsafe init(_ cancellation: Cancellation?) {
        guard let cancellation else {
            unsafe self.init()
            return
        }
        unsafe self.init(
            is_wanted: { context in
                unsafe Unmanaged<Cancellation>.fromOpaque(context!).takeUnretainedValue().isCancelled
            },
            context: Unmanaged.passUnretained(cancellation).toOpaque())
    }
}
