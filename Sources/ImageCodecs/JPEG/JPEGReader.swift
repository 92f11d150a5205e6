internal import CCodecShims

/// The C shim's reader as a value that frees itself.
@safe struct JPEGReader: ~Copyable {
    private let handle: OpaquePointer
    /// The shim asks it, so it lives as long.
    private let cancellation: Cancellation?

    init(_ cancellation: Cancellation?) throws(CodecError) {
        guard let handle = unsafe jpeg_reader_create(codec_stop(cancellation)) else { throw .outOfMemory }
        unsafe self.handle = handle
        self.cancellation = cancellation
    }

    deinit {
        // SAFETY: `handle` came from jpeg_reader_create and nobody else has it.
        unsafe jpeg_reader_destroy(handle)
    }

    /// Reads the header.
    ///
    /// SAFETY: `bytes` must stay valid for as long as the reader is used; `JPEGDecoder.decode` sees to that. All
    /// other members require that this one has succeeded, and none may be called after one has thrown.
    @unsafe func open(_ bytes: UnsafeBufferPointer<UInt8>) throws(CodecError) {
        try check(unsafe jpeg_reader_open(handle, bytes.baseAddress, bytes.count))
    }

    // SAFETY: from here on `handle` is alive, and what is passed beside it are values, component indices below
    // `frame.component_count`, or memory that outlives the call.

    var frame: jpeg_frame { unsafe jpeg_reader_frame(handle) }
    var isArithmetic: Bool { unsafe jpeg_reader_is_arithmetic(handle) }
    var coefficientBytes: UInt64 { unsafe jpeg_reader_coefficient_bytes(handle) }

    var components: [jpeg_component] {
        var all: [jpeg_component] = []
        for index in 0..<frame.component_count { all.append(unsafe jpeg_reader_component(handle, index)) }
        return all
    }

    /// All APPn and COM markers in front of the first scan.
    var segments: [JPEGEncoding.Segment] {
        var all: [JPEGEncoding.Segment] = []
        for index in 0..<segmentCount { all.append(segment(index)) }
        return all
    }

    /// Where the payload of each of them lies in the file.
    var segmentPositions: [Int] {
        var all: [Int] = []
        for index in 0..<segmentCount { all.append(unsafe jpeg_reader_segment(handle, index).position) }
        return all
    }

    /// The payloads of all segments together, in bytes.
    var segmentBytes: Int {
        var sum = 0
        for index in 0..<segmentCount { sum += unsafe jpeg_reader_segment(handle, index).count }
        return sum
    }

    /// The first TIFF stream of the EXIF segments.
    var exif: [UInt8]? { EXIF.joined(application1(JPEGMetadata.Signature.exif)).tiff }
    /// The packet of the first XMP segment.
    var xmp: [UInt8]? {
        application1(JPEGMetadata.Signature.xmp).first.map { Array($0.dropFirst(JPEGMetadata.Signature.xmp.count)) }
    }

    /// The payloads of the APP1 markers that have a signature.
    private func application1(_ signature: [UInt8]) -> [[UInt8]] {
        var all: [[UInt8]] = []
        for index in 0..<segmentCount {
            guard unsafe jpeg_reader_segment(handle, index).code == JPEGMetadata.Marker.app1 else { continue }
            let payload = segment(index).payload
            if payload.starts(with: signature) { all.append(payload) }
        }
        return all
    }

    private var segmentCount: Int { unsafe jpeg_reader_segment_count(handle) }

    private func segment(_ index: Int) -> JPEGEncoding.Segment {
        // SAFETY: the index is below the count; the payload lies in the bytes that `open` was given.
        let segment = unsafe jpeg_reader_segment(handle, index)
        let payload = unsafe Array(UnsafeBufferPointer(start: segment.bytes, count: segment.count))
        return unsafe JPEGEncoding.Segment(code: segment.code, payload: payload)
    }

    func start(scanLimit: Int) throws(CodecError) {
        try check(unsafe jpeg_reader_start(handle, Int32(scanLimit)))
    }

    /// The component's quantisation table, known from start to finish; empty if the file has none.
    func quantizationTable(_ index: Int) -> [UInt16] {
        var table = [UInt16](repeating: 0, count: Int(JPEG_TABLE_SIZE))
        let isKnown = unsafe table.withUnsafeMutableBufferPointer {
            unsafe jpeg_reader_table(handle, Int32(index), $0.baseAddress)
        }
        return isKnown ? table : []
    }

    func readRowGroup() throws(CodecError) {
        try check(unsafe jpeg_reader_read_row_group(handle))
    }

    /// Appends `width` samples of each of the first `count` rows of the component's last row group.
    func appendRows(_ count: Int, width: Int, of component: Int, to samples: inout [UInt8]) {
        for row in 0..<count {
            // SAFETY: a row of the group has at least as many samples as the component is wide, and the group at
            // least as many rows as are asked for; `JPEGDecoder` takes both from `components`.
            let start = unsafe jpeg_reader_row(handle, Int32(component), Int32(row))
            unsafe samples.append(contentsOf: UnsafeBufferPointer(start: start, count: width))
        }
    }

    /// Reads the rest of the file. Only `warnings` and `trailingBytes` may be asked for afterwards.
    func finish() throws(CodecError) {
        try check(unsafe jpeg_reader_finish(handle))
    }

    /// What libjpeg repaired or ignored so far: the first warnings, then how many more there were. Where part of the
    /// picture is missing, gray stands in its place.
    var warnings: [ImageWarning] {
        let count = unsafe jpeg_reader_warning_count(handle)
        var warnings: [ImageWarning] = []
        while warnings.count < count, let text = unsafe jpeg_reader_warning(handle, warnings.count) {
            let isLoss = unsafe jpeg_reader_warning_is_loss(handle, warnings.count)
            warnings.append(unsafe ImageWarning(isLoss ? .damage : .repair, String(cString: text)))
        }
        guard warnings.count < count else { return warnings }
        let kind: ImageWarning.Kind = unsafe jpeg_reader_lost_picture(handle) ? .damage : .repair
        return warnings + [ImageWarning(kind, "and \(count - warnings.count) more warnings")]
    }

    /// Bytes that follow the end of the picture, known after `finish`.
    var trailingBytes: Int { unsafe jpeg_reader_trailing_bytes(handle) }

    private func check(_ status: jpeg_status) throws(CodecError) {
        guard status != JPEG_OK else { return }
        throw CodecError(status, message: unsafe String(cString: jpeg_reader_message(handle)))
    }
}
