internal import CWebP

/// Puts an encoded picture and its metadata into one file.
enum WebPContainer {
    /// - Parameters:
    ///   - picture: a WebP file without metadata.
    ///   - chunks: four-letter names and contents.
    /// - Throws: `.limitExceeded` if they don't fit into a file.
    static func file(_ picture: [UInt8], chunks: [(name: String, bytes: [UInt8])]) throws(CodecError) -> [UInt8] {
        guard !chunks.isEmpty else { return picture }
        guard let mux = unsafe WebPMuxNew() else {
            throw CodecError(.limitExceeded, "no memory for the WebP container")
        }
        defer { unsafe WebPMuxDelete(mux) }
        let imageStatus = unsafe withData(picture) { data in unsafe WebPMuxSetImage(mux, data, 1) }
        try check(imageStatus)
        for (name, bytes) in chunks {
            // SAFETY: names have the four letters that libwebp reads.
            let status = unsafe withData(bytes) { data in unsafe WebPMuxSetChunk(mux, name, data, 1) }
            try check(status)
        }
        var file = unsafe WebPData()
        defer { unsafe WebPDataClear(&file) }
        try check(unsafe WebPMuxAssemble(mux, &file))
        return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
    }

    /// Lends `bytes` to libwebp, which copies them: the last argument of the calls above says so.
    private static func withData(
        _ bytes: [UInt8], _ body: (UnsafePointer<WebPData>) -> WebPMuxError
    ) -> WebPMuxError {
        // SAFETY: pointer and count belong together and are used inside the closure only.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var data = unsafe WebPData(bytes: buffer.baseAddress, size: buffer.count)
            return unsafe body(&data)
        }
    }

    private static func check(_ status: WebPMuxError) throws(CodecError) {
        guard status == WEBP_MUX_OK else {
            throw CodecError(
                .limitExceeded, "the WebP container can't be written (libwebpmux status \(status.rawValue))")
        }
    }
}
