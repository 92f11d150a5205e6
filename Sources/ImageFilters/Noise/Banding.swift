/// Noise that all samples of a row, or of a column, have in common, as the readout of a sensor leaves it.
///
/// The denoiser does not remove it, and its estimate hardly sees it: in the two lines of a spectrum that hold it, it
/// would pass for structure. The sharpener has to know of it, or makes it stronger.
enum Banding {
    /// Blocks looked at; their coefficients tell a deviation to about a tenth.
    private static let blocks = 192
    /// Where pictures have little that bands could be taken for.
    private static let frequencies = 5...7
    /// The lower quartile of the mean of three squares of normally distributed values of variance 1.
    private static let quartile: Float = 0.404

    /// The deviation of the first plane's bands; the larger one of rows and of columns.
    ///
    /// Bands are in all blocks, structure of the kind in some: the lower quartile over the smoother half of the
    /// picture's blocks tells what they have in common.
    ///
    /// - Parameter table: of blocks that are neither clipped nor outside the picture proper.
    static func deviation<Element: KernelSample>(_ sampler: BlockSampler<Element>, _ table: BlockTable) -> Float {
        guard table.count >= 2 * blocks else { return 0 }
        let order = Quantiles.ascendingOrder(of: zip(table.even, table.odd).map { $0 + $1 })
        let chosen = (0..<blocks).map { table.blocks[order[$0 * (table.count / 2) / blocks]] }.sorted()
        let spectra = sampler.spectra(of: chosen)
        // A coefficient of a block that bands fill sums eight times what a sample has.
        let variances = [8, 1].map { along in excess(spectra, along: along, across: 9 - along) / 8 }
        return max(variances[0], variances[1]).squareRoot()
    }

    /// What a line of the spectrum holds more than its neighbours.
    ///
    /// - Parameters:
    ///   - along: from one frequency of the line to the next.
    ///   - across: from the line to its neighbours.
    private static func excess(_ spectra: BlockSpectra, along: Int, across: Int) -> Float {
        var excess = [Float](repeating: 0, count: spectra.count)
        for frequency in frequencies {
            for (offset, weight) in [(0, 1), (1, -0.5), (2, -0.5)] as [(Int, Float)] {
                let coefficients = unsafe spectra.coefficients(plane: 0, frequency: frequency * along + offset * across)
                for block in excess.indices {
                    let coefficient = unsafe coefficients[block]
                    excess[block] += weight * coefficient * coefficient / Float(frequencies.count)
                }
            }
        }
        return max(0, Quantiles.select(excess.count / 4, in: &excess)) / quartile
    }
}
