internal import CCodecShims

/// Planes to a JPEG file of the source's kind.
///
/// Huffman codes suit the picture. libjpeg finds the best ones in a pass of its own, for which it keeps all coefficients:
/// twice the time, and two bytes a sample. So it does for small and for progressive files; large ones get codes from
/// a sample of their rows, and are written in strips, on all threads. With the markers between strips, they are
/// 0.03 to 0.13 % larger than with the best codes (four photographs).
struct JPEGEncoder {
    var options: EncodingOptions
    var threads: ThreadBudget
    var cancellation: Cancellation?

    /// Row groups that tell enough of a picture.
    private static let sampleSize = 16
    /// Pictures of fewer row groups are small.
    private static let largeCount = 128

    /// - Throws: `CodecError`: `.limitExceeded` for a side above 65,500 pixels, `.unsupported` for planes or a restart
    ///   interval that no 8-bit JPEG can hold.
    func encode(_ image: PlanarImage, as encoding: JPEGEncoding) throws(CodecError) -> [UInt8] {
        let file = try self.file(image, as: encoding)
        return options.metadata == .keep ? JPEGAppendix.joined(file, encoding.appended) : file
    }

    /// All up to the end of the picture.
    private func file(_ image: PlanarImage, as encoding: JPEGEncoding) throws(CodecError) -> [UInt8] {
        let picture = try JPEGPicture(image, encoding, quality: options.quality, cancellation: cancellation)
        guard picture.groupCount >= JPEGEncoder.largeCount && !encoding.isProgressive else {
            return try write(0..<picture.groupCount, of: picture, restartInterval: encoding.restartInterval)
        }
        let codes = try sampledCodes(of: picture)
        let strips = JPEGStrips(picture)
        let files = try threads.map(strips.ranges.count) { (index) throws(CodecError) in
            try write(strips.ranges[index], of: picture, restartInterval: strips.restartInterval, codes: codes)
        }
        return files.count == 1 ? files[0] : JPEGScan.joined(files, strips: strips, height: image.height)
    }

    /// A file of the picture's row groups `rows`. Metadata stand before the first.
    private func write(
        _ rows: Range<Int>, of picture: JPEGPicture, restartInterval: Int, codes: [JPEGHuffmanCode] = []
    ) throws(CodecError) -> [UInt8] {
        let end = min(rows.upperBound * picture.groupHeight, picture.image.height)
        let writer = try picture.makeWriter(
            height: end - rows.lowerBound * picture.groupHeight, restartInterval: restartInterval)
        for code in codes { try writer.setCode(code) }
        try writer.start()
        if rows.lowerBound == 0 {
            for segment in JPEGSegments(picture.image.metadata, picture.encoding, options: options).all {
                try writer.write(segment)
            }
        }
        try picture.write(rows, to: writer)
        return try writer.finish()
    }

    /// Codes that suit what some of the row groups have.
    private func sampledCodes(of picture: JPEGPicture) throws(CodecError) -> [JPEGHuffmanCode] {
        let count = picture.groupCount
        let groups = Array(stride(from: 0, to: count, by: count / JPEGEncoder.sampleSize))
        let writer = try picture.makeWriter(height: groups.count * picture.groupHeight, restartInterval: 0)
        try writer.start()
        try picture.write(groups, to: writer)
        _ = try writer.finish()
        return JPEGHuffmanCode.Destination.all.map { JPEGHuffmanCode($0, sampled: writer.codeLengths($0)) }
    }
}
