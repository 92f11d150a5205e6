/// The quality that a JPEG's luma was quantised with, on the scale of the Independent JPEG Group's encoder.
enum JPEGQuality {
    /// 1 to 100; `nil` where the file has no table of 64 steps for luma.
    ///
    /// The sum of the steps is compared, which encoders with tables of their own share roughly.
    /// Source: ITU-T T.81, tables K.1 and B.2.4.1; the scale as libjpeg's `jpeg_quality_scaling`.
    static func estimate(_ bytes: [UInt8]) -> Int? {
        guard let sum = firstTableSum(bytes) else { return nil }
        return (1...100).min { abs(tableSum(quality: $0) - sum) < abs(tableSum(quality: $1) - sum) }
    }

    private static let standardSteps = [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ]

    private static func tableSum(quality: Int) -> Int {
        let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
        return standardSteps.reduce(0) { $0 + min(255, max(1, ($1 * percent + 50) / 100)) }
    }

    /// The sum of the steps of table 0, in whatever order they stand.
    private static func firstTableSum(_ bytes: [UInt8]) -> Int? {
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let code = bytes[position + 1]
            if code == 0xFF {
                position += 1
                continue
            }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= bytes.count, code != 0xDA else { return nil }
            if code == 0xDB, let sum = tableSum(bytes[(position + 4)..<end]) { return sum }
            position = end
        }
        return nil
    }

    /// - Parameter segment: tables one after the other, each behind a byte of precision and number.
    private static func tableSum(_ segment: ArraySlice<UInt8>) -> Int? {
        var rest = segment
        while let kind = rest.popFirst() {
            let width = kind >> 4 == 0 ? 1 : 2
            guard rest.count >= 64 * width else { return nil }
            let steps = rest.prefix(64 * width)
            rest = rest.dropFirst(64 * width)
            guard kind & 15 == 0 else { continue }
            if width == 1 { return steps.reduce(0) { $0 + Int($1) } }
            return stride(from: steps.startIndex, to: steps.endIndex, by: 2)
                .reduce(0) { $0 + Int(steps[$1]) << 8 + Int(steps[$1 + 1]) }
        }
        return nil
    }
}
