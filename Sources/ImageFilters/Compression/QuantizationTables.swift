/// The numbers by which the kernel tells the error of quantisation from the picture, for one plane.
struct QuantizationTables: Sendable {
    /// As `quantizationPass` takes them.
    let values: [Float]

    /// The expected squared error of a coefficient in squared steps, times √2 for a patch without any coefficient of half
    /// a step: from low frequencies, where steps are small beside what photographs hold, to the highest row and column.
    /// Chosen on every second of 39 photographs at qualities 10 to 90; a third more or less costs 0.01 dB.
    private static func share(vertical: Int, horizontal: Int) -> Float {
        switch max(vertical, horizontal) {
        case ...5: 0.2
        case 6: 0.4
        default: 1.2
        }
    }

    /// - Parameter strength: factor on the deviation of the error.
    init(_ steps: QuantizationSteps, strength: Float) {
        var thresholds: [Float] = []
        var variances: [Float] = []
        for index in 0..<64 {
            let (horizontal, vertical) = (index / 8, index % 8)
            let scale = TransformScale.diagonal[horizontal] * TransformScale.diagonal[vertical]
            let step = steps.values[vertical * 8 + horizontal] * scale
            let error = step * strength
            let isMean = index == 0
            thresholds.append(isMean ? .greatestFiniteMagnitude : step * step / 4)
            // Not 0, which would make 0/0 of a coefficient of 0.
            let share = QuantizationTables.share(vertical: vertical, horizontal: horizontal)
            variances.append(isMean ? 1e-6 : max(share * error * error, 1e-6))
        }
        values = TransformScale.inverseSquares + thresholds + variances
    }

    /// What quantisation leaves around edges, also after the repair, as a deviation that the sharpener's gate can do with: a
    /// share of the rounding error in the eight lowest frequencies. Ten photographs at quality 30, level 3: a share of 0.4
    /// brings PSNR-B of the sharpened picture from 1.7 to 1.5 dB below that of the uncompressed one sharpened alike, 0.8 to
    /// 1.0, 1.4 to 0.3; from 0.8 on edges visibly lose (0.06 dB against the sharpened original, then 0.26).
    static func ringing(_ steps: QuantizationSteps) -> Float {
        0.8 * roundingError(steps)
    }

    /// The mean deviation of rounding to multiples of the steps in the eight lowest frequencies.
    static func roundingError(_ steps: QuantizationSteps) -> Float {
        let lowest = [1, 2, 8, 9, 10, 16, 17, 18].map { steps.values[$0] }
        return lowest.reduce(0, +) / Float(lowest.count) / Float(12).squareRoot()
    }
}
