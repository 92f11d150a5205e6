internal import CCodecShims

/// The C shim's writer as a value that frees itself.
@safe struct JPEGWriter: ~Copyable {
    private let handle: OpaquePointer
    /// The shim asks it, so it lives as long.
    private let cancellation: Cancellation?

    init(_ cancellation: Cancellation?) throws(CodecError) {
        guard let handle = unsafe jpeg_writer_create(codec_stop(cancellation)) else { throw .outOfMemory }
        unsafe self.handle = handle
        self.cancellation = cancellation
    }

    deinit {
        // SAFETY: `handle` came from jpeg_writer_create and nobody else has it.
        unsafe jpeg_writer_destroy(handle)
    }

    // SAFETY: from here on `handle` is alive, component indices are below the frame's component count, and memory
    // passed to a call is used only during it. The members are called in the order in which they stand here (code
    // lengths are asked for last), and none after one has thrown: `JPEGEncoder` keeps both.

    func open(_ frame: jpeg_frame) throws(CodecError) {
        try unsafe withUnsafePointer(to: frame) { (frame) throws(CodecError) in
            try check(unsafe jpeg_writer_open(handle, frame))
        }
    }

    /// The table of the standard's annex K for the component's role, scaled to `quality`.
    func standardTable(_ component: Int, quality: Int) throws(CodecError) -> [UInt16] {
        var table = [UInt16](repeating: 0, count: Int(JPEG_TABLE_SIZE))
        try check(unsafe jpeg_writer_standard_table(handle, Int32(component), Int32(quality), &table))
        return table
    }

    func setComponent(
        _ component: Int, _ factors: ChromaSubsampling.Factors, table: [UInt16]
    ) throws(CodecError) {
        precondition(table.count == JPEG_TABLE_SIZE, "a quantisation table has 64 entries")
        try check(
            unsafe jpeg_writer_set_component(
                handle, Int32(component), Int32(factors.horizontal), Int32(factors.vertical), table))
    }

    func setCode(_ code: JPEGHuffmanCode) throws(CodecError) {
        precondition(code.counts.count == JPEG_CODE_LENGTHS && code.symbols.count <= JPEG_SYMBOLS)
        try check(
            unsafe jpeg_writer_set_code(
                handle, code.destination.kind == .ac, Int32(code.destination.slot), code.counts, code.symbols))
    }

    func start() throws(CodecError) {
        try check(unsafe jpeg_writer_start(handle))
    }

    func write(_ segment: JPEGEncoding.Segment) throws(CodecError) {
        try check(unsafe jpeg_writer_write_segment(handle, segment.code, segment.payload, segment.payload.count))
    }

    /// Hands over the rows of `plane` that belong to the row group from `firstRow` on, as far as it has them.
    func putRows(from firstRow: Int, count: Int, of plane: Plane<UInt8>, component: Int) throws(CodecError) {
        let rows = min(count, plane.height - firstRow)
        guard rows > 0 else { return }
        try unsafe plane.samples.withUnsafeBufferPointer { (samples) throws(CodecError) in
            // SAFETY: `Plane` guarantees stride * height samples, so all rows lie inside.
            let start = unsafe samples.baseAddress.map { unsafe $0 + firstRow * plane.stride }
            try check(unsafe jpeg_writer_put_rows(handle, Int32(component), start, plane.stride, rows))
        }
    }

    func writeRowGroup() throws(CodecError) {
        try check(unsafe jpeg_writer_write_row_group(handle))
    }

    /// Bits of the code of each of 256 symbols, 0 for those that did not occur.
    func codeLengths(_ destination: JPEGHuffmanCode.Destination) -> [UInt8] {
        var lengths = [UInt8](repeating: 0, count: Int(JPEG_SYMBOLS))
        unsafe jpeg_writer_code_lengths(handle, destination.kind == .ac, Int32(destination.slot), &lengths)
        return lengths
    }

    func finish() throws(CodecError) -> [UInt8] {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        try check(unsafe jpeg_writer_finish(handle, &bytes, &count))
        // SAFETY: the writer owns the bytes and lives until they have been copied.
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    private func check(_ status: jpeg_status) throws(CodecError) {
        guard status != JPEG_OK else { return }
        throw CodecError(status, message: unsafe String(cString: jpeg_writer_message(handle)))
    }
}
