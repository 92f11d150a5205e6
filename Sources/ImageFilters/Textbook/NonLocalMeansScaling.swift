/// How samples are scaled for the fixed-point kernel of non-local means, and what becomes of their differences.
struct NonLocalMeansScaling: Sendable, Hashable {
    let scale: Float
    let weights: FixedPointWeights

    /// `nil` where the numbers do not fit: for templates other than 3, 5 and 7, and for a strength so small that the
    /// squares of the differences that matter lose their precision.
    init?(strength: Double, templateSize: Int, planes: Int) {
        guard (3...7).contains(templateSize) else { return nil }
        let terms = Double(templateSize * templateSize * planes)
        // The largest scale at which `planes * templateSize` squares fit 16 bits, and eleven pairs of offsets of
        // weighted samples fit 32.
        let largestScale = min(
            128, (65535.0 * 65536 / (255 * 255) / Double(templateSize * planes)).squareRoot().rounded(.down))
        for shift in 3...NonLocalMeansScaling.largestShift {
            let end = NonLocalMeansScaling.top >> shift
            let scale =
                (Double(end) * 65536 / (FixedPointWeights.lastExponent * terms)).squareRoot() / strength
            guard scale <= largestScale else { continue }
            self.scale = Float(scale)
            weights = FixedPointWeights(end: end, shift: shift, bias: terms * 20 / 49)
            return
        }
        return nil
    }

    /// Gives weights of which 22 fit 16 bits together.
    private static let top = 60620
    private static let largestShift = 7
}
