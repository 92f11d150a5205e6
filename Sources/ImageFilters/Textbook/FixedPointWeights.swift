/// The constants of `VectorWeighting`: the kernels' exp(-13.338 * S / limit) in 16-bit integers.
struct FixedPointWeights: Sendable, Hashable {
    let shift: Int
    let offset: Int
    /// S at which the weight ends.
    let limit: Int
    /// The weight at S = 0.
    let centreWeight: Int

    /// The exponent at which weights end.
    static let lastExponent = 13.338

    /// - Parameters:
    ///   - end: `top >> shift`, the number of steps from the largest weight to none.
    ///   - bias: what S is too small by on average, because squares are truncated.
    init(end: Int, shift: Int, bias: Double) {
        self.shift = shift
        limit = Int((Double(end) - bias).rounded())
        let top = Double(limit << shift) / 65536
        offset = Int((0.80468 * top * top * 65536).rounded())
        centreWeight = FixedPointWeights.weight(rest: limit << shift, offset: offset)
    }

    /// What the kernel computes, for one value.
    private static func weight(rest: Int, offset: Int) -> Int {
        let base = (high(rest, rest) + offset + 1) / 2
        let second = high(base, base)
        let fourth = high(second, second)
        return high(high(fourth, fourth), fourth)
    }

    /// The high half of the product of two 16-bit values.
    private static func high(_ a: Int, _ b: Int) -> Int {
        (a * b) >> 16
    }
}
