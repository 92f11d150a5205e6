/// Regularisation of a measured noise spectrum.
enum NoiseSpectrum {
    /// Variances from standard deviations: made symmetric in the two directions and smoothed a little.
    ///
    /// - Parameter deviations: 64 values, index 8 × vertical + horizontal frequency. That of the mean cannot be
    ///   measured; its neighbours stand in for it.
    static func smoothed(_ deviations: [Float]) -> [Float] {
        var measured = deviations
        measured[0] = (deviations[1] + deviations[8]) / 2
        let symmetric = (0..<64).map { index -> Float in (measured[index] + measured[transposed(index)]) / 2 }
        let once = smoothedRows(symmetric)
        let twice = smoothedRows((0..<64).map { once[transposed($0)] })
        return (0..<64).map { index -> Float in
            let deviation = twice[transposed(index)]
            return deviation * deviation
        }
    }

    /// Variances of noise that is known to be white: what the low frequencies show beyond it is structure.
    static func white(_ variances: [Float]) -> [Float] {
        let upper = FrequencyBands.middle + FrequencyBands.high
        let level = upper.reduce(0) { $0 + variances[$1] } / Float(upper.count)
        return variances.map { min($0, 1.1 * level) }
    }

    /// Variances of white noise at half the resolution.
    static func coarse(_ variances: [Float]) -> [Float] {
        (0..<64).map { variances[$0 / 16 * 8 + $0 % 8 / 2] }
    }

    /// Variances whose lowest frequencies are bounded by the next higher ones: noise that was processed rises towards
    /// them slowly, and what they show beyond is shading.
    static func levelled(_ variances: [Float]) -> [Float] {
        var levelled = variances
        for sum in stride(from: 3, through: 0, by: -1) {
            let next = (0..<64).filter { $0 / 8 + $0 % 8 == sum + 1 }
            let bound = 1.3 * next.reduce(0) { $0 + levelled[$1] } / Float(next.count)
            for index in 0..<64 where index / 8 + index % 8 == sum { levelled[index] = min(levelled[index], bound) }
        }
        return levelled
    }

    /// A Gaussian of s.d. 0.6 cut at three taps, mirrored at the ends.
    private static func smoothedRows(_ values: [Float]) -> [Float] {
        let side: Float = 0.16641
        return (0..<64).map { index -> Float in
            let row = index / 8 * 8
            let before = values[row + mirrored(index % 8 - 1, 8)]
            let after = values[row + mirrored(index % 8 + 1, 8)]
            return values[index] * (1 - 2 * side) + (before + after) * side
        }
    }

    private static func transposed(_ index: Int) -> Int { index % 8 * 8 + index / 8 }
}
