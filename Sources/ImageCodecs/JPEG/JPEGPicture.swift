internal import CCodecShims

/// A picture that a JPEG can hold, cut into row groups: the rows of one row of MCUs, in each plane.
struct JPEGPicture: Sendable {
    let image: PlanarImage
    let encoding: JPEGEncoding
    private let planes: [Plane<UInt8>]
    private let quality: EncodingOptions.Quality
    private let cancellation: Cancellation?

    /// - Throws: `CodecError`: `.limitExceeded` for a side above 65,500 pixels, `.unsupported` for planes or a restart
    ///   interval that no 8-bit JPEG can hold.
    init(
        _ image: PlanarImage, _ encoding: JPEGEncoding, quality: EncodingOptions.Quality, cancellation: Cancellation?
    ) throws(CodecError) {
        let longestSide = max(image.width, image.height)
        guard longestSide <= JPEG_DIMENSION_LIMIT else {
            throw CodecError(
                .limitExceeded,
                "JPEG: \(longestSide) pixels in the longer side; the format allows \(JPEG_DIMENSION_LIMIT)",
                limit: "side")
        }
        guard case .eight(let planes) = image.planes, !image.hasAlpha else {
            throw CodecError(.unsupported, "JPEG: alpha and 16-bit samples can't be written")
        }
        guard planes.count <= JPEG_COMPONENT_LIMIT,
            image.subsampling.factors.allSatisfy({ (1...4).contains($0.horizontal) && (1...4).contains($0.vertical) })
        else {
            throw CodecError(
                .unsupported, "JPEG: up to \(JPEG_COMPONENT_LIMIT) planes with sampling factors of 1...4 can be written"
            )
        }
        guard (0...JPEGStrips.longestInterval).contains(encoding.restartInterval) else {
            throw CodecError(
                .unsupported,
                "JPEG: a restart interval of \(encoding.restartInterval) MCUs can't be written;"
                    + " 0 to \(JPEGStrips.longestInterval) can")
        }
        self.image = image
        self.encoding = encoding
        self.planes = planes
        self.quality = quality
        self.cancellation = cancellation
    }

    /// Pixels from one row group to the next.
    var groupHeight: Int { 8 * image.subsampling.largest.vertical }

    var groupCount: Int { (image.height + groupHeight - 1) / groupHeight }

    /// MCUs in a row group, `nil` where the file has several scans (jpeg_writer.c splits them by the same limit), or a
    /// lone component of more blocks, each of which is an MCU then.
    var unitsPerGroup: Int? {
        let blocks = image.subsampling.factors.reduce(0) { $0 + $1.horizontal * $1.vertical }
        guard !encoding.isProgressive, planes.count > 1 || blocks == 1, blocks <= JPEG_MCU_BLOCK_LIMIT else {
            return nil
        }
        let width = 8 * image.subsampling.largest.horizontal
        return (image.width + width - 1) / width
    }

    /// A writer for so many pixel rows of the picture. It knows all but its Huffman codes.
    func makeWriter(height: Int, restartInterval: Int) throws(CodecError) -> JPEGWriter {
        let count = image.colorModel.planeCount
        let writer = try JPEGWriter(cancellation)
        try writer.open(jpeg_frame(image, encoding, height: height, restartInterval: restartInterval))
        let tables = try JPEGQuantization(quality).tables(for: count, source: encoding, writer)
        for index in 0..<count {
            try writer.setComponent(index, image.subsampling.factors[index], table: tables[index])
        }
        return writer
    }

    func write(_ groups: some Sequence<Int>, to writer: borrowing JPEGWriter) throws(CodecError) {
        for group in groups {
            for (index, plane) in planes.enumerated() {
                let rows = 8 * image.subsampling.factors[index].vertical
                try writer.putRows(from: group * rows, count: rows, of: plane, component: index)
            }
            try writer.writeRowGroup()
        }
    }
}

extension jpeg_frame {
    fileprivate init(_ image: PlanarImage, _ encoding: JPEGEncoding, height: Int, restartInterval: Int) {
        self.init()
        width = UInt32(image.width)
        self.height = UInt32(height)
        component_count = Int32(image.colorModel.planeCount)
        color = image.colorModel.jpegColor
        is_progressive = encoding.isProgressive
        restart_interval = UInt32(restartInterval)
        if let jfif = encoding.jfif, color != JPEG_COLOR_RGB {
            // With three components a JFIF marker means YCbCr.
            has_jfif = true
            jfif_major = jfif.majorVersion
            jfif_minor = jfif.minorVersion
            density_unit = jfif.densityUnit.rawValue
            density_x = jfif.horizontalDensity
            density_y = jfif.verticalDensity
        }
        // RGB and YCCK are told from YCbCr and CMYK by the Adobe marker. CMYK must not get one it did not have: many
        // readers take its inks as inverted then.
        has_adobe = encoding.adobeTransform != nil || [JPEG_COLOR_RGB, JPEG_COLOR_YCCK].contains(color)
    }
}
