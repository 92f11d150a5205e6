extension NoiseSpectrum {
    /// What is taken for the deviation of coefficients.
    enum Statistic {
        /// The median magnitude over 0.6745: structure in less than half of the blocks hardly moves it.
        case median
        /// The root mean square: sees noise of which quantisation left few coefficients.
        case rootMeanSquare
        /// The mean of both squares.
        case both
    }

    /// Noise variances per plane and frequency, and the shapes, per plane, of the blocks they come from.
    ///
    /// - Parameters:
    ///   - quiet: blocks of `table`.
    ///   - factors: the noise variance expected in each block of `table`, as a multiple of the result.
    static func measured(
        _ sampler: BlockSampler<some KernelSample>, _ table: BlockTable, _ quiet: QuietBlocks, factors: [Float],
        statistic: Statistic, threads: ThreadBudget
    ) -> (variances: [[Float]], shapes: [[DifferenceShape]]) {
        let members = quiet.all
        let spectra = sampler.spectra(of: members.map { table.blocks[$0] })
        var place = [Int](repeating: 0, count: table.count)
        for (index, member) in members.enumerated() { place[member] = index }
        // By the parity of the frequency.
        let chosen = [quiet.forEven, quiet.forOdd]
        let places = chosen.map { $0.map { place[$0] } }
        let scales = chosen.map { $0.map { 1 / factors[$0].squareRoot() } }
        let variances = threads.map(sampler.planeCount) { plane in
            smoothed(
                (0..<64).map { frequency in
                    let coefficients = unsafe spectra.coefficients(plane: plane, frequency: frequency)
                    let parity = (frequency / 8 + frequency % 8) % 2
                    var magnitudes = scales[parity]
                    for (index, place) in places[parity].enumerated() {
                        magnitudes[index] *= unsafe abs(coefficients[place])
                    }
                    return deviation(of: &magnitudes, statistic)
                })
        }
        return (variances, spectra.shapes)
    }

    private static func deviation(of magnitudes: inout [Float], _ statistic: Statistic) -> Float {
        // Before the median, which puts them into an order of its own.
        let square = magnitudes.reduce(0) { $0 + $1 * $1 } / Float(magnitudes.count)
        if statistic == .rootMeanSquare { return square.squareRoot() }
        let robust = Quantiles.median(of: &magnitudes) / 0.6745
        return statistic == .median ? robust : ((robust * robust + square) / 2).squareRoot()
    }
}
