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
