internal import CCodecShims

/// What stands in front of the first scan of a JPEG file.
struct JPEGHeader {
    let width: Int
    let height: Int
    let colorModel: ColorModel
    let orientation: Int?
    let mark: EnhancementMark?
    let planeSizes: [(width: Int, height: Int)]
    /// Bytes of coefficients that libjpeg keeps; 0 for a file that is decoded as it is read.
    let coefficientBytes: Int
    let metadataBytes: Int

    /// - Throws: `.malformed`, or `.unsupported` for what libjpeg can't decode.
    init(_ bytes: [UInt8]) throws(CodecError) {
        // SAFETY: the reader lives inside the closure, so `bytes` outlives it.
        self = try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(CodecError) -> JPEGHeader in
            let reader = try JPEGReader(nil)
            try unsafe reader.open(bytes)
            return JPEGHeader(reader)
        }
    }

    /// - Parameter reader: opened.
    private init(_ reader: borrowing JPEGReader) {
        let frame = reader.frame
        let components = reader.components
        width = Int(frame.width)
        height = Int(frame.height)
        colorModel = ColorModel(
            frame, isFullResolution: ChromaSubsampling(reducing: components).isFullResolution)
        orientation = reader.exif.flatMap(EXIF.orientation(of:))
        mark = reader.xmp.flatMap(EnhancementMark.init(xmp:))
        planeSizes = components.map { (Int($0.width), Int($0.height)) }
        coefficientBytes = Int(reader.coefficientBytes)
        metadataBytes = reader.segmentBytes
    }
}
