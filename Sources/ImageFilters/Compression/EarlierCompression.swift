internal import ImagePlanes

/// An earlier compression of a picture, with coarser steps than any that its file tells of, as found in its coefficients:
/// of a file saved twice, or of a PNG that holds a decoded JPEG.
///
/// Where a block of the earlier grid is transformed, its coefficients still gather at the multiples of their steps (Fan and
/// de Queiroz 2003; Lukáš and Fridrich 2003), on that grid and on no other. A picture without such a past gives no
/// evidence for any step on any grid.
struct EarlierCompression: Sendable, Hashable {
    let steps: QuantizationSteps
    /// Where the grid of blocks begins, 0…7.
    let column: Int
    let row: Int

    /// `nil` where nothing is plain to see.
    ///
    /// - Parameters:
    ///   - luma: a plane, or the luma of RGB.
    ///   - known: the steps that the plane's file tells of.
    init?<Element: KernelSample>(in luma: LumaSource<Element>, beyond known: QuantizationSteps?) {
        let least = (0..<64).map { Self.leastGrowth * (known?.values[$0] ?? 0) }
        guard let grid = GridSearch(luma)?.grid(least: least) else { return nil }
        column = grid.column
        row = grid.row
        let coefficients = Self.coefficients(luma, column: column, row: row)
        let found = (0..<64).map { index -> Float? in
            guard index > 0 else { return nil }
            let finding = StepHistogram(coefficients[index]).bestStep(atLeast: least[index])
            return finding.coherence >= GridSearch.leastCoherence && finding.significance > 6
                ? Float(finding.step) : nil
        }
        // High frequencies have too few coefficients left: there, the standard's table as coarse as the others are.
        let ratios = (0..<64).compactMap { index in found[index].map { $0 / StandardTable.luma[index] } }.sorted()
        guard ratios.count >= GridSearch.leastFrequencies else { return nil }
        let ratio = ratios[ratios.count / 2]
        guard let steps = QuantizationSteps((0..<64).map { found[$0] ?? ratio * StandardTable.luma[$0] }) else {
            return nil
        }
        self.steps = steps
    }

    /// An earlier step must be so much coarser than the file's: a finer one has left nothing to find or to repair.
    private static let leastGrowth: Float = 1.4
    private static let mostBlocks = 4096

    /// Each of the 64 coefficients, over blocks of the grid.
    private static func coefficients<Element: KernelSample>(
        _ luma: LumaSource<Element>, column: Int, row: Int
    ) -> [[Float]] {
        let (columns, rows) = ((luma.width - column) / 8, (luma.height - row) / 8)
        let count = columns * rows
        var coefficients = [[Float]](repeating: [], count: 64)
        var block = [Float](repeating: 0, count: 64)
        let chosen = min(count, mostBlocks)
        for number in 0..<chosen {
            let index = number * count / chosen
            luma.read(x: column + index % columns * 8, y: row + index / columns * 8, side: 8, into: &block)
            guard !block.contains(where: { $0 <= 0.5 || $0 >= 254.5 }) else { continue }
            for (index, coefficient) in BlockTransform.forward(block).enumerated() {
                coefficients[index].append(coefficient)
            }
        }
        return coefficients
    }
}
