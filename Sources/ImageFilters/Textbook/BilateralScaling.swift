/// How samples are scaled for the fixed-point kernel of the bilateral filter, and its window.
struct BilateralScaling: Sendable, Hashable {
    let scale: Float
    let weights: FixedPointWeights
    /// Offset of the first member of each pair of neighbours, and the limits of both: see `bilateralTile`.
    let columns: [Int]
    let rows: [Int]
    let limits: [UInt32]

    /// `nil` where the numbers do not fit: for a range deviation so small that the squares of the differences that
    /// matter lose their precision.
    init?(_ filter: BilateralFilter) {
        let shift = (2...BilateralScaling.largestShift).first {
            BilateralScaling.scale(shift: $0, filter.sigmaRange) <= BilateralScaling.largestScale
        }
        guard let shift else { return nil }
        let end = BilateralScaling.top >> shift
        scale = Float(BilateralScaling.scale(shift: shift, filter.sigmaRange))
        let weights = FixedPointWeights(end: end, shift: shift, bias: 0.4)
        self.weights = weights

        /// The spatial weight lowers the limit.
        func limit(_ dx: Int, _ dy: Int) -> UInt32 {
            let exponent = filter.spatialExponent(dx, dy) / FixedPointWeights.lastExponent
            return UInt32(max(0, (Double(weights.limit) - exponent * Double(end)).rounded()))
        }
        var columns: [Int] = []
        var rows: [Int] = []
        var limits: [UInt32] = []
        for (dy, reach) in filter.windowRows {
            var members = (-reach...reach).filter { $0 != 0 || dy != 0 }[...]
            while let dx = members.popFirst() {
                let hasSecond = members.first == dx + 1
                if hasSecond { members.removeFirst() }
                columns.append(dx)
                rows.append(dy)
                limits.append(limit(dx, dy) | (hasSecond ? limit(dx + 1, dy) << 16 : 0))
            }
        }
        self.columns = columns
        self.rows = rows
        self.limits = limits
    }

    /// Gives weights of which 29 fit 16 bits together.
    private static let top = 59950
    private static let largestShift = 8
    /// The largest at which 57 weighted samples fit 32 bits.
    private static let largestScale = 125.0

    private static func scale(shift: Int, _ sigmaRange: Double) -> Double {
        (Double(top >> shift) * 65536 / (2 * FixedPointWeights.lastExponent)).squareRoot() / sigmaRange
    }
}
