internal import CCodecShims

/// Planes to a JPEG file of the source's kind.
///
/// Huffman codes suit the picture. libjpeg finds the best ones in a pass of its own, for which it keeps all coefficients:
/// twice the time, and two bytes a sample. So it does for small and for progressive files; large ones get codes from
/// a sample of their rows, and are about 0.1 % larger at most.
struct JPEGEncoder {
    var options: EncodingOptions

    /// From one row group of the sample to the next. It has at least 16.
    private static let sampleStep = 8

    /// - Throws: `CodecError`: `.limitExceeded` for a side above 65,500 pixels, `.unsupported` for planes that no
    ///   8-bit JPEG can hold.
    func encode(_ image: PlanarImage, as encoding: JPEGEncoding) throws(CodecError) -> [UInt8] {
        let planes = try colorPlanes(of: image)
        let groupHeight = 8 * image.subsampling.largest.vertical
        let groups = Array(0..<(image.height + groupHeight - 1) / groupHeight)
        let writer = try makeWriter(image, encoding, height: image.height)
        if groups.count >= 16 * JPEGEncoder.sampleStep && !encoding.isProgressive {
            let sampled = Array(stride(from: 0, to: groups.count, by: JPEGEncoder.sampleStep))
            let sample = try makeWriter(image, encoding, height: sampled.count * groupHeight)
            try sample.start()
            try write(sampled, of: planes, image.subsampling, to: sample)
            _ = try sample.finish()
            for slot in 0..<Int(JPEG_CODE_SLOTS) {
                for kind in JPEGHuffmanCode.Kind.allCases {
                    try writer.setCode(
                        JPEGHuffmanCode(kind, sampled: sample.codeLengths(kind, slot: slot)), kind, slot: slot)
                }
            }
        }
        try writer.start()
        for segment in JPEGSegments(image.metadata, encoding, policy: options.metadata).all {
            try writer.write(segment)
        }
        try write(groups, of: planes, image.subsampling, to: writer)
        return try writer.finish()
    }

    /// A writer that knows all but its Huffman codes.
    private func makeWriter(
        _ image: PlanarImage, _ encoding: JPEGEncoding, height: Int
    ) throws(CodecError) -> JPEGWriter {
        let count = image.colorModel.planeCount
        let writer = try JPEGWriter()
        try writer.open(jpeg_frame(image, encoding, height: height))
        let tables = try JPEGQuantization(options.quality).tables(for: count, source: encoding, writer)
        for index in 0..<count {
            try writer.setComponent(index, image.subsampling.factors[index], table: tables[index])
        }
        return writer
    }

    private func write(
        _ groups: [Int], of planes: [Plane<UInt8>], _ subsampling: ChromaSubsampling, to writer: borrowing JPEGWriter
    ) throws(CodecError) {
        for group in groups {
            for (index, plane) in planes.enumerated() {
                let rows = 8 * subsampling.factors[index].vertical
                try writer.putRows(from: group * rows, count: rows, of: plane, component: index)
            }
            try writer.writeRowGroup()
        }
    }

    private func colorPlanes(of image: PlanarImage) throws(CodecError) -> [Plane<UInt8>] {
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
        return planes
    }
}

extension jpeg_frame {
    fileprivate init(_ image: PlanarImage, _ encoding: JPEGEncoding, height: Int) {
        self.init()
        width = UInt32(image.width)
        self.height = UInt32(height)
        component_count = Int32(image.colorModel.planeCount)
        color = image.colorModel.jpegColor
        is_progressive = encoding.isProgressive
        restart_interval = UInt32(clamping: encoding.restartInterval)
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
