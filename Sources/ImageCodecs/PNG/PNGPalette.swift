/// The colors of a picture that has few, and which of them each pixel has.
struct PNGPalette {
    /// Red, green and blue of each color; those that are not opaque come first.
    private(set) var colors: [UInt8] = []
    /// The alpha of those that are not opaque.
    private(set) var alpha: [UInt8] = []
    private(set) var indices: Plane<UInt8>

    private static let most = 256

    /// - Parameter planes: R, G, B, and alpha if there is a fourth, of one size.
    /// - Returns: `nil` if there are more than 256 colors, alpha counted with them.
    init?(_ planes: [Plane<UInt8>]) {
        let (width, height) = (planes[0].width, planes[0].height)
        indices = Plane(width: width, height: height, repeating: 0)
        guard let found = Self.count(planes, &indices) else { return nil }
        // As 0xAABBGGRR.
        func isOpaque(_ index: Int) -> Bool { found[index] >> 24 == 255 }
        let order = found.indices.filter { !isOpaque($0) } + found.indices.filter(isOpaque)
        var newIndex = [UInt8](repeating: 0, count: Self.most)
        for (new, old) in order.enumerated() {
            newIndex[old] = UInt8(new)
            colors += [found[old], found[old] >> 8, found[old] >> 16].map { UInt8(truncatingIfNeeded: $0) }
            if !isOpaque(old) { alpha.append(UInt8(found[old] >> 24)) }
        }
        indices.samples = indices.samples.map { newIndex[Int($0)] }
    }

    /// The fewest bits of an index.
    var bitDepth: Int {
        switch colors.count / 3 {
        case ...2: 1
        case ...4: 2
        case ...16: 4
        default: 8
        }
    }

    /// The colors in the order in which they appear.
    private static func count(_ planes: [Plane<UInt8>], _ indices: inout Plane<UInt8>) -> [UInt32]? {
        var found: [UInt32] = []
        var known: [UInt32: UInt8] = [:]
        var (last, lastIndex): (UInt32?, UInt8) = (nil, 0)
        for y in 0..<planes[0].height {
            let starts = planes.map { y * $0.stride }
            for x in 0..<planes[0].width {
                func sample(_ plane: Int) -> UInt32 { UInt32(planes[plane].samples[starts[plane] + x]) }
                let alpha = planes.count == 4 ? sample(3) : 255
                let color = alpha << 24 | sample(2) << 16 | sample(1) << 8 | sample(0)
                // Most pixels have the color of the one before.
                if color != last {
                    if let index = known[color] {
                        lastIndex = index
                    } else {
                        guard found.count < most else { return nil }
                        lastIndex = UInt8(found.count)
                        known[color] = lastIndex
                        found.append(color)
                    }
                    last = color
                }
                indices.samples[y * indices.stride + x] = lastIndex
            }
        }
        return found
    }
}
