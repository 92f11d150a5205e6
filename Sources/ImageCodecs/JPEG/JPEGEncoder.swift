internal import CCodecShims

/// Planes to a JPEG file of the source's kind, with optimised Huffman codes.
struct JPEGEncoder {
    var options: EncodingOptions

    /// - Throws: `CodecError`: `.limitExceeded` for a side above 65,500 pixels, `.unsupported` for planes that no
    ///   8-bit JPEG can hold.
    func encode(_ image: PlanarImage, as encoding: JPEGEncoding) throws(CodecError) -> [UInt8] {
        let planes = try colorPlanes(of: image)
        let factors = image.subsampling.factors
        let writer = try JPEGWriter()
        try writer.open(jpeg_frame(image, encoding))
        let tables = try JPEGQuantization(options.quality).tables(for: planes.count, source: encoding, writer)
        for index in planes.indices {
            try writer.setComponent(index, factors[index], table: tables[index])
        }
        try writer.start()
        for segment in JPEGSegments(image.metadata, encoding, policy: options.metadata).all {
            try writer.write(segment)
        }
        let groupHeight = 8 * image.subsampling.largest.vertical
        for group in 0..<(image.height + groupHeight - 1) / groupHeight {
            for (index, plane) in planes.enumerated() {
                let rows = 8 * factors[index].vertical
                try writer.putRows(from: group * rows, count: rows, of: plane, component: index)
            }
            try writer.writeRowGroup()
        }
        return try writer.finish()
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
    fileprivate init(_ image: PlanarImage, _ encoding: JPEGEncoding) {
        self.init()
        width = UInt32(image.width)
        height = UInt32(image.height)
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
