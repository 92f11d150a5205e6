internal import CCodecShims
internal import ImagePlanes

/// JPEG files to the planes they store: no color conversion, no upsampling.
struct JPEGDecoder {
    var cancellation: Cancellation?

    /// How often all scans of a file together may walk over a block (a few seconds). A scan costs a hostile file a few
    /// bytes, however large the picture.
    private static let blockVisitLimit = 1 << 26
    /// A thousand take a second a megapixel: what enhancing takes, a few times.
    private static let mostScans = 1000
    /// Granted to every file that can pay for them. Real encoders write 10 to 24.
    private static let scansAlwaysGranted = 32
    /// Visits that every file gets, and those that each of its bytes pays for: a legal scan of nothing takes some 27 bytes
    /// for 65,536 blocks, as one code ends the band of up to 32,767 of them.
    private static let (freeVisits, visitsPerByte) = (1 << 22, 1 << 12)
    /// An arithmetic-coded block takes up to 84 ns to walk over where a Huffman-coded one takes 13 to 44, and no encoder
    /// that writes them is known for many scans.
    private static let arithmeticPrice = 4

    /// - Parameter bytes: a file whose header the limits allow.
    /// - Throws: `CodecError`. Damage libjpeg can repair gives a picture and warnings instead.
    func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        // SAFETY: the reader lives inside the closure, so `bytes` outlives it.
        try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(CodecError) -> DecodedImage in
            let reader = try JPEGReader(cancellation)
            try unsafe reader.open(bytes)
            return try unsafe decode(reader, bytes)
        }
    }

    private func decode(
        _ reader: borrowing JPEGReader, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(CodecError) -> DecodedImage {
        let frame = reader.frame
        let components = reader.components
        let (segments, positions) = (reader.segments, reader.segmentPositions)
        let subsampling = ChromaSubsampling(reducing: components)

        try reader.start(scanLimit: scanLimit(reader, byteCount: bytes.count))
        let quantizationTables = components.indices.map { reader.quantizationTable($0) }
        let isArithmetic = reader.isArithmetic
        let planes = try readPlanes(reader, components, height: Int(frame.height))
        try reader.finish()
        let metadata = JPEGMetadata(
            segments: segments, positions: positions, pictureEnd: bytes.count - reader.trailingBytes,
            trailing: unsafe Array(bytes.suffix(reader.trailingBytes)))
        let image = PlanarImage(
            width: Int(frame.width), height: Int(frame.height),
            colorModel: ColorModel(frame, isFullResolution: subsampling.isFullResolution),
            subsampling: subsampling, planes: .eight(planes), metadata: metadata.image,
            quantization: quantizationTables.map(QuantizationSteps.init(jpegTable:)))
        let encoding = JPEGEncoding(
            quantizationTables: quantizationTables, isProgressive: frame.is_progressive, isArithmetic: isArithmetic,
            restartInterval: Int(frame.restart_interval), jfif: JPEGEncoding.JFIF(frame),
            adobeTransform: frame.has_adobe ? Int(frame.adobe_transform) : nil, segments: metadata.segments,
            appended: metadata.appended)
        return DecodedImage(
            image: image, encoding: .jpeg(encoding), warnings: reader.warnings + metadata.warnings)
    }

    /// At least 1, so that every picture that the limits allow can be looked at once.
    private func scanLimit(_ reader: borrowing JPEGReader, byteCount: Int) -> Int {
        let blockCount = max(1, Int(reader.coefficientBytes) / 128)
        let price = reader.isArithmetic ? Self.arithmeticPrice : 1
        let affordable = (Self.freeVisits + Self.visitsPerByte / price * byteCount) / blockCount
        let most = min(Self.mostScans, Self.blockVisitLimit / blockCount) / price
        return min(max(1, affordable), max(Self.scansAlwaysGranted, most))
    }

    /// Decodes row group by row group; a plane grows as its rows come, so its memory is written once.
    private func readPlanes(
        _ reader: borrowing JPEGReader, _ components: [jpeg_component], height: Int
    ) throws(CodecError) -> [Plane<UInt8>] {
        var samples = components.map { component in
            var samples: [UInt8] = []
            let capacity = Int(component.width) * Int(component.height)
            samples.reserveCapacity(capacity)
            // SAFETY: the memory is `capacity` bytes long, though none of them is in use yet.
            unsafe samples.withUnsafeMutableBytes { unsafe adviseLargePages($0.baseAddress!, byteCount: capacity) }
            return samples
        }
        let groupHeights = components.map { 8 * Int($0.vertical) }
        let imageGroupHeight = groupHeights.max() ?? 8
        for group in 0..<(height + imageGroupHeight - 1) / imageGroupHeight {
            try reader.readRowGroup()
            for (index, component) in components.enumerated() {
                let rowsLeft = max(0, Int(component.height) - group * groupHeights[index])
                reader.appendRows(
                    min(rowsLeft, groupHeights[index]), width: Int(component.width), of: index, to: &samples[index])
            }
        }
        return zip(components, samples).map { component, samples in
            Plane(
                width: Int(component.width), height: Int(component.height), stride: Int(component.width),
                samples: samples)
        }
    }
}

extension JPEGEncoding.JFIF {
    fileprivate init?(_ frame: jpeg_frame) {
        guard frame.has_jfif else { return nil }
        // The only versions that there are; libjpeg warns of others.
        let isKnown = frame.jfif_major == 1 && frame.jfif_minor <= 2
        self.init(
            majorVersion: 1, minorVersion: isKnown ? frame.jfif_minor : 1,
            densityUnit: DensityUnit(rawValue: frame.density_unit) ?? .aspectRatio,
            horizontalDensity: frame.density_x, verticalDensity: frame.density_y)
    }
}
