internal import CCodecShims

/// Which kind of compression suits a picture, tried on a sample of its rows.
enum PNGCompression {
    /// Bands of adjacent rows, spread over the picture, of so many rows and bytes each at most.
    private static let (bandCount, mostRows, mostBytes) = (8, 16, 1 << 15)
    /// Looking for repetition takes several times as long as looking for runs: it has to be worth that.
    private static let worthwhile = 0.95
    /// What runs leave more of is a photograph: there repetition saves 7 % at most, for twice the time of the whole job.
    private static let mostOfDrawing = 0.3

    static func choice(
        for form: PNGStoredForm, width: Int, height: Int, _ cancellation: Cancellation?
    ) throws(CodecError) -> png_compression {
        // Filters make nonsense of indices and packed samples.
        guard form.bitDepth >= 8 && !form.hasPalette else { return PNG_COMPRESS_PLAIN }
        let rowBytes = width * form.planes.channelCount * form.bitDepth / 8
        let bands = self.bands(height: height, rows: max(1, min(mostRows, mostBytes / rowBytes)))
        let rowCount = bands.reduce(0) { $0 + $1.count }
        func size(_ compression: png_compression) throws(CodecError) -> Int {
            let writer = try PNGWriter(form, cancellation)
            try writer.start(width: width, height: rowCount, compression: compression)
            for band in bands { try writer.writeRows(band) }
            return try writer.finish().count
        }
        let runs = try Double(size(PNG_COMPRESS_RUNS))
        guard runs < mostOfDrawing * Double(rowCount * rowBytes) else { return PNG_COMPRESS_RUNS }
        var (best, least) = (PNG_COMPRESS_RUNS, worthwhile * runs)
        for compression in [PNG_COMPRESS_FILTERED, PNG_COMPRESS_PLAIN] {
            let size = try Double(size(compression))
            if size < least { (best, least) = (compression, size) }
        }
        return best
    }

    private static func bands(height: Int, rows: Int) -> [Range<Int>] {
        guard height > bandCount * rows else { return [0..<height] }
        return (0..<bandCount).map { band in
            let start = (height - rows) * band / (bandCount - 1)
            return start..<start + rows
        }
    }
}
