/// The 8×8 blocks of a group's planes that the noise estimate looks at, and their DCTs.
///
/// Blocks lie on a grid coarse enough to bound their number, whatever the size of the image. They are numbered row
/// by row.
struct BlockSampler<Element: KernelSample>: Sendable {
    private let loader: RegionLoader<Element>
    private let transparency: TransparentMask?
    private let scale: Int
    /// From one block to the next, in both directions.
    let step: Int
    /// Blocks side by side, and one above the other.
    let columnCount: Int
    private let rowCount: Int

    /// About as many blocks are taken at most.
    private static var most: Int { 32_768 }
    /// Where the first block begins in both directions: off the grid of 8 on which JPEG quantised.
    private static var start: Int { 3 }

    var count: Int { rowCount * columnCount }
    /// Of the samples of each plane; those at its ends may be clipped.
    private var ranges: [ClosedRange<Float>] {
        if loader.transform == .none { return Array(repeating: 0...255, count: planeCount) }
        return [0...441.67] + Array(repeating: -442...442, count: planeCount - 1)
    }

    var planeCount: Int { loader.sources.count }

    init(_ loader: RegionLoader<Element>, transparency: TransparentMask?, scale: Int) {
        self.transparency = transparency
        self.loader = loader
        self.scale = scale
        let size = loader.size(scale: scale)
        var step = 4
        while (size.height / step) * (size.width / step) > BlockSampler.most { step += 1 }
        if scale > 0 && min(size.width, size.height) < 200 { step = 2 }
        self.step = step
        let room = BlockSampler.start + 8
        columnCount = size.width < room ? 0 : (size.width - room) / step + 1
        rowCount = size.height < room ? 0 : (size.height - room) / step + 1
    }

    /// Where a block lies, in samples of the full resolution.
    func samples(of block: Int) -> (columns: Range<Int>, rows: Range<Int>) {
        let x = BlockSampler.start + block % columnCount * step
        let y = BlockSampler.start + block / columnCount * step
        return (x << scale..<(x + 8) << scale, y << scale..<(y + 8) << scale)
    }

    /// A first look at all blocks.
    func measured(_ scheduler: TileScheduler) throws(CancellationError) -> BlockMeasures {
        // A band of fewer blocks is not worth waking a thread for.
        let bands = max(1, min(scheduler.threads.count, count / 8192))
        return BlockMeasures(
            try scheduler.threads.map(bands) { band throws(CancellationError) in
                try measured(
                    rows: band * rowCount / bands..<(band + 1) * rowCount / bands, scheduler.cancellation)
            })
    }

    private func measured(
        rows: Range<Int>, _ cancellation: Cancellation?
    ) throws(CancellationError) -> BlockMeasures {
        var measures = BlockMeasures(count: rows.count * columnCount)
        guard measures.count > 0 else { return measures }
        let memory = stripMemory()
        let positions = (0..<columnCount).map { Int32($0 * step) }
        for (index, row) in rows.enumerated() {
            try cancellation?.check()
            let strip = strip(0..<columnCount, row: row, in: memory)
            // Clipping is a matter of the samples: the group's transform comes after it was looked for.
            unsafe loader.loadSamples(strip, rows: 0..<strip.height, scale: scale, lines: memory.lines)
            let blocks = index * columnCount..<(index + 1) * columnCount
            if scale == 0 {
                unsafe measures.countPixels(blocks, of: strip, positions, loader.kernels, memory.kernelScratch)
            }
            if let transparency { discardTransparent(blocks, of: strip, transparency, &measures) }
            loader.transform(strip, rows: 0..<strip.height)
            unsafe measures.measure(blocks, of: strip, positions, loader.kernels, memory.kernelScratch)
        }
        return measures
    }

    /// The spectra of some blocks.
    ///
    /// - Parameter chosen: their numbers, ascending.
    func spectra(of chosen: [Int]) -> BlockSpectra {
        let spectra = BlockSpectra(planeCount: planeCount, capacity: chosen.count)
        let memory = stripMemory()
        var next = 0
        while next < chosen.count {
            let row = chosen[next] / columnCount
            var columns: [Int] = []
            while next < chosen.count, chosen[next] < (row + 1) * columnCount {
                columns.append(chosen[next] - row * columnCount)
                next += 1
            }
            let strip = strip(columns[0]..<columns[columns.count - 1] + 1, row: row, in: memory)
            unsafe loader.load(strip, rows: 0..<strip.height, scale: scale, lines: memory.lines)
            let positions = columns.map { Int32(($0 - columns[0]) * step) }
            unsafe spectra.append(
                from: strip, positions: positions, ranges: ranges, kernels: loader.kernels,
                scratch: memory.kernelScratch)
        }
        return spectra
    }

    private func stripMemory() -> StripMemory {
        let width = (columnCount - 1) * step + 8
        return StripMemory(
            width: width, planeCount: planeCount, lineCount: loader.lineCount(width: width, scale: scale))
    }

    /// Where some blocks of a row that follow each other are loaded to.
    private func strip(_ columns: Range<Int>, row: Int, in memory: borrowing StripMemory) -> FloatRegion {
        memory.strip(
            x: BlockSampler.start + columns.lowerBound * step, y: BlockSampler.start + row * step,
            width: (columns.count - 1) * step + 8)
    }

    /// Leaves no block of a row usable that has transparent samples.
    private func discardTransparent(
        _ blocks: Range<Int>, of strip: FloatRegion, _ mask: TransparentMask, _ measures: inout BlockMeasures
    ) {
        let rows = strip.y << scale..<(strip.y + 8) << scale
        for (column, block) in blocks.enumerated() {
            let first = strip.x + column * step
            if mask.containsTransparent(columns: first << scale..<(first + 8) << scale, rows: rows) {
                measures.clipped[block] = BlockMeasures.unusable
            }
        }
    }
}
