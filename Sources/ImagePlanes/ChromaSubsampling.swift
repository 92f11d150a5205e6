/// The sampling factors of each color plane, as a JPEG frame header states them.
///
/// A plane with factors (h, v) of an image whose largest factors are (H, V) has
/// `ceil(width * h / H)` by `ceil(height * v / V)` samples. 4:2:0 is (2, 2) for luma and (1, 1) for chroma.
public struct ChromaSubsampling: Sendable, Hashable {
    /// Samples of a plane per minimum coded unit, 1 to 4 in each direction.
    public struct Factors: Sendable, Hashable {
        public var horizontal: Int
        public var vertical: Int

        public init(_ horizontal: Int, _ vertical: Int) {
            self.horizontal = horizontal
            self.vertical = vertical
        }
    }

    /// One entry per color plane.
    public var factors: [Factors]

    public init(_ factors: [Factors]) {
        self.factors = factors
    }

    /// `planes` planes, all at full resolution.
    public static func none(planes: Int) -> ChromaSubsampling {
        ChromaSubsampling(Array(repeating: Factors(1, 1), count: planes))
    }

    /// Chroma halved in both directions: the usual sampling of photographs, and that of lossy WebP.
    public static let yCbCr420 = ChromaSubsampling([Factors(2, 2), Factors(1, 1), Factors(1, 1)])

    /// The largest factors over all planes: those of full resolution.
    public var largest: Factors {
        Factors(factors.map(\.horizontal).max() ?? 1, factors.map(\.vertical).max() ?? 1)
    }

    /// Whether every plane has the full resolution.
    public var isFullResolution: Bool {
        factors.allSatisfy { $0 == largest }
    }

    /// Size in samples of plane `index` of an image of `width` by `height` pixels.
    public func planeSize(_ index: Int, width: Int, height: Int) -> (width: Int, height: Int) {
        let own = factors[index]
        let full = largest
        return (
            (width * own.horizontal + full.horizontal - 1) / full.horizontal,
            (height * own.vertical + full.vertical - 1) / full.vertical
        )
    }
}
