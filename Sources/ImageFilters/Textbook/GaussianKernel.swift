#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// One side of a sampled Gaussian: the middle tap, then outwards. The whole kernel sums to 1.
struct GaussianKernel: Sendable {
    let taps: [Double]

    /// Cut off at three deviations.
    init(sigma: Double) {
        let radius = Int((3 * sigma).rounded(.up))
        let values = (0...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let total = values[0] + 2 * values.dropFirst().reduce(0, +)
        taps = values.map { $0 / total }
    }

    var radius: Int { taps.count - 1 }

    /// The taps as integers whose whole kernel sums to `sum`; the middle tap takes the rounding.
    func integerTaps(sum: Int) -> [UInt16] {
        let outer = taps.dropFirst().map { Int(($0 * Double(sum)).rounded()) }
        return ([sum - 2 * outer.reduce(0, +)] + outer).map { UInt16($0) }
    }
}
