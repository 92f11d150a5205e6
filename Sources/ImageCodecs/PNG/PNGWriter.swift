internal import CCodecShims

/// The C shim's writer as a value that frees itself.
@safe struct PNGWriter: ~Copyable {
    private let handle: OpaquePointer
    private let form: PNGStoredForm
    private let cancellation: Cancellation?

    init(_ form: PNGStoredForm, _ cancellation: Cancellation?) throws(CodecError) {
        guard let handle = unsafe png_writer_create() else {
            throw CodecError(.limitExceeded, "no memory for the PNG encoder")
        }
        unsafe self.handle = handle
        self.form = form
        self.cancellation = cancellation
    }

    deinit {
        // SAFETY: `handle` came from png_writer_create and nobody else has it.
        unsafe png_writer_destroy(handle)
    }

    /// Writes the header, of a picture of `height` rows of the form.
    func start(width: Int, height: Int, compression: png_compression) throws(CodecError) {
        let (channels, depth) = (form.planes.channelCount, form.planes.depth)
        var picture = png_picture(
            width: UInt32(width), height: UInt32(height), channels: Int32(channels), bit_depth: Int32(depth))
        // SAFETY: the writer copies the picture's properties.
        try check(unsafe form.withForm(compression) { unsafe png_writer_start(handle, &picture, $0) })
    }

    func write(_ chunk: PNGChunk) throws(CodecError) {
        // SAFETY: type has four letters and a zero; the writer copies both before it returns.
        try check(unsafe png_writer_write_chunk(handle, chunk.type, chunk.bytes, chunk.bytes.count))
    }

    func writeRows(_ rows: Range<Int>) throws(CodecError) {
        let status =
            switch form.planes {
            case .eight(let planes): writeRows(rows, of: planes)
            case .sixteen(let planes): writeRows(rows, of: planes)
            }
        try check(status)
    }

    private func writeRows<Element: Sample>(_ rows: Range<Int>, of planes: [Plane<Element>]) -> png_shim_status {
        // SAFETY: as many planes as the writer has channels, of its depth, with all of these rows.
        SourcePlane.withPlanes(planes) { sources in
            let samples = unsafe sources.map { unsafe Optional(UnsafeRawPointer($0.base)) }
            return unsafe png_writer_write_rows(
                handle, samples, planes.map(\.stride), rows.lowerBound, rows.count, codec_stop(cancellation))
        }
    }

    func finish() throws(CodecError) -> [UInt8] {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        try check(unsafe png_writer_finish(handle, &bytes, &count))
        // SAFETY: the writer owns the bytes and lives until they have been copied.
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    private func check(_ status: png_shim_status) throws(CodecError) {
        if status == PNG_SHIM_CANCELLED { throw .cancelled }
        guard status == PNG_SHIM_OK else {
            // SAFETY: the text belongs to the writer.
            throw CodecError(
                .unsupported, unsafe "the PNG can't be written: \(String(cString: png_writer_error(handle)))")
        }
    }
}

extension PlanarImage.Planes {
    var channelCount: Int {
        switch self {
        case .eight(let planes): planes.count
        case .sixteen(let planes): planes.count
        }
    }

    /// Bits of a sample.
    fileprivate var depth: Int {
        switch self {
        case .eight: 8
        case .sixteen: 16
        }
    }
}
