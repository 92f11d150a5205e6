/// The 8×8 blocks of a group's planes that the noise estimate looks at, and their DCTs.
///
/// Blocks lie on a grid coarse enough to bound their number, whatever the size of the image. They are numbered row
/// by row.
struct BlockSampler<Element: KernelSample> {
    private let loader: RegionLoader<Element>
    private let transform: PlaneGroup.Transform
    private let hidden: HiddenColour?
    private let scale: Int
    private let width: Int
    /// First columns, and first rows, of the blocks.
    private let columns: [Int32]
    private let rows: [Int]

    /// About as many blocks are taken at most.
    private static var most: Int { 32_768 }

    var count: Int { rows.count * columns.count }
    var planeCount: Int { loader.sources.count }

    init(_ loader: RegionLoader<Element>, hidden: HiddenColour?, scale: Int) {
        self.hidden = hidden
        // Clipping is a matter of the samples: the group's transform comes after it was looked for.
        self.loader = RegionLoader(sources: loader.sources, transform: .none, kernels: loader.kernels)
        transform = loader.transform
        self.scale = scale
        let size = loader.size(scale: scale)
        width = size.width
        var step = 4
        while (size.height / step) * (size.width / step) > BlockSampler.most { step += 1 }
        if scale > 0 && min(size.width, size.height) < 200 { step = 2 }
        // From 3 on: off the grid of 8 on which JPEG quantised.
        columns = stride(from: 3, through: size.width - 8, by: step).map(Int32.init)
        rows = Array(stride(from: 3, through: size.height - 8, by: step))
    }

    /// Calls `body` for every row of blocks that `chosen` has blocks of, with the spectra of those blocks.
    ///
    /// - Parameters:
    ///   - chosen: numbers of blocks, ascending; `nil` for all.
    ///   - body: gets the numbers of the blocks, their spectra in the same order, and how many pixels of each
    ///     (0…64) have a sample at an end of its range; `unusable` for blocks with hidden colour.
    func forEachRow(of chosen: [Int]?, body: (_ blocks: [Int], BlockSpectra, _ clipped: [Int]) -> Void) {
        guard count > 0 else { return }
        let strip = FloatRegion.count(width: width, height: 8, planeCount: planeCount)
        let lines = RegionLoader<Element>.lineCount(width: width, scale: scale)
        let scratch = ScratchMemory(byteCount: (strip + lines + 64 * 16) * MemoryLayout<Float>.stride)
        let spectra = BlockSpectra(planeCount: planeCount, capacity: columns.count)
        // SAFETY: `scratch` outlives the loop and holds the three parts one after the other.
        let memory = unsafe scratch.base.assumingMemoryBound(to: Float.self)
        var next = 0
        for (row, y) in rows.enumerated() {
            let numbers = row * columns.count..<(row + 1) * columns.count
            var blocks = Array(numbers)
            if let chosen {
                let first = next
                while next < chosen.count, chosen[next] < numbers.upperBound { next += 1 }
                blocks = Array(chosen[first..<next])
            }
            guard !blocks.isEmpty else { continue }
            let region = unsafe FloatRegion(memory, x: 0, y: y, width: width, height: 8, planeCount: planeCount)
            unsafe loader.load(region, scale: scale, lines: memory + strip)
            let positions = blocks.map { columns[$0 - numbers.lowerBound] }
            let clipped = chosen == nil ? countClipped(region, positions) : []
            if transform == .opponent { apply(transform: region) }
            unsafe spectra.fill(
                from: region, positions: positions, kernels: loader.kernels, scratch: memory + strip + lines)
            body(blocks, spectra, clipped)
        }
    }

    private func apply(transform region: FloatRegion) {
        for row in 0..<region.height {
            unsafe loader.kernels.opponentRows(
                region.pointer(plane: 0, row: row), region.pointer(plane: 1, row: row),
                region.pointer(plane: 2, row: row), region.width)
        }
    }

    /// More than any count of clipped pixels.
    static var unusable: Int { 65 }

    /// Pixels with a sample at 0 or 255 in each block of a strip.
    private func countClipped(_ region: FloatRegion, _ positions: [Int32]) -> [Int] {
        let counts = scale == 0 ? clippedCounts(region, positions) : positions.map { _ in 0 }
        guard let hidden else { return counts }
        let rows = region.y << scale..<(region.y + 8) << scale
        return zip(counts, positions).map { count, first in
            let columns = Int(first) << scale..<(Int(first) + 8) << scale
            return hidden.isHidden(inColumns: columns, rows: rows) ? BlockSampler.unusable : count
        }
    }

    private func clippedCounts(_ region: FloatRegion, _ positions: [Int32]) -> [Int] {
        var columnCounts = [UInt8](repeating: 0, count: region.width)
        var flags = columnCounts
        for row in 0..<region.height {
            for plane in 0..<region.planeCount {
                // SAFETY: the row has as many samples as there are flags.
                let samples = unsafe region.pointer(plane: plane, row: row)
                for x in flags.indices {
                    let isClipped: UInt8 = unsafe samples[x] <= 0 || samples[x] >= 255 ? 1 : 0
                    flags[x] = plane == 0 ? isClipped : flags[x] | isClipped
                }
            }
            for x in flags.indices { columnCounts[x] &+= flags[x] }
        }
        return positions.map { first in
            (Int(first)..<Int(first) + 8).reduce(0) { $0 + Int(columnCounts[$1]) }
        }
    }
}
