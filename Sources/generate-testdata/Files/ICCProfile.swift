/// A display profile of nine tags (ICC.1:2001-04): sRGB's primaries with a plain gamma of 2.2.
enum ICCProfile {
    static let bytes: [UInt8] = {
        let curve = Array("curv".utf8) + big32(0) + big32(1) + [0x02, 0x33, 0, 0]
        let tags: [(signature: String, data: [UInt8])] = [
            ("desc", description("image-enhance test profile")),
            ("cprt", Array("text".utf8) + big32(0) + Array("No rights reserved".utf8) + [0]),
            ("wtpt", xyz(0.9642, 1, 0.8249)),
            ("rXYZ", xyz(0.4360, 0.2225, 0.0139)),
            ("gXYZ", xyz(0.3851, 0.7169, 0.0971)),
            ("bXYZ", xyz(0.1431, 0.0606, 0.7141)),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]
        var table = big32(tags.count)
        var data = [UInt8]()
        for tag in tags {
            table += Array(tag.signature.utf8) + big32(128 + 4 + 12 * tags.count + data.count) + big32(tag.data.count)
            data += tag.data
            data += [UInt8](repeating: 0, count: -data.count & 3)
        }
        return header(size: 128 + table.count + data.count) + table + data
    }()

    private static func header(size: Int) -> [UInt8] {
        var header = big32(size) + big32(0) + [2, 0x40, 0, 0] + Array("mntrRGB XYZ ".utf8)
        // A fixed date, so that the same file comes out every time: 2026-01-01.
        header += [0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0] + Array("acsp".utf8)
        header += [UInt8](repeating: 0, count: 28)
        header += [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]  // the illuminant, D50
        return header + [UInt8](repeating: 0, count: 128 - header.count)
    }

    private static func description(_ text: String) -> [UInt8] {
        Array("desc".utf8) + big32(0) + big32(text.utf8.count + 1) + Array(text.utf8)
            + [UInt8](repeating: 0, count: 1 + 4 + 4 + 2 + 1 + 67)  // no Unicode and no Macintosh name
    }

    private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
        Array("XYZ ".utf8) + big32(0) + [x, y, z].flatMap { big32(Int(($0 * 65536).rounded())) }
    }

    private static func big32(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
