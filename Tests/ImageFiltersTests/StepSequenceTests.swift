import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Step sequence` {
    /// A step that does nothing, with any needs.
    struct Step: RegionStep {
        var halo = 0
        var lattice = RegionMargin.both(1)
        var lookBack = 0
        var output = StepOutput.otherRegion

        func scratchBytes(width: Int, planeCount: Int) -> Int { 0 }
        func advance(
            _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
        ) -> Int { available }
    }

    @Test func `regions reach out by what all steps need, each beginning on its lattice`() {
        let pass = RegionMargin(columns: 4, rows: 8)
        let sequence = StepSequence([
            Step(halo: 3), Step(halo: 8, lattice: pass), Step(halo: 10, lattice: .both(2), output: .inPlace),
            Step(halo: 2, output: .firstPlane),
        ])
        // 2; 12; 20 and 24 on the lattice of the pass; 23 and 27.
        #expect(sequence.margin == RegionMargin(columns: 23, rows: 27))
        #expect(sequence.places.map(\.inset.columns) == [0, 3, 11, 21])
        #expect(sequence.places.map(\.inset.rows) == [0, 3, 15, 25])
    }

    @Test func `results alternate between two regions, and the loaded samples stay`() {
        let sequence = StepSequence([Step(), Step(), Step(output: .inPlace), Step(), Step(output: .firstPlane)])
        #expect(sequence.places.map(\.source) == [0, 1, 2, 2, 1])
        #expect(sequence.places.map(\.target) == [1, 2, 2, 1, 2])
        #expect(sequence.firstResult == 2 && sequence.otherResult == 1)
        #expect(sequence.regionCount == 3)
    }

    @Test func `windows hold the rows in flight, those looked back at, and a band`() {
        let without = StepSequence([Step()]).windowRows
        #expect(StepSequence([Step(halo: 24)]).windowRows == without + 24)
        #expect(StepSequence([Step(halo: 8, lookBack: 8)]).windowRows == without + 16)
        #expect(StepSequence([]).margin == .both(0))
    }

    @Test func `a preview looks as far as the longest way through the steps`() {
        // By hand, for level 5 and strong noise: half resolution 10 of the merge there and 20 of a quarter's pilot and
        // two passes, doubled; full resolution 2 to sharpen and 10 to merge, and what is half as large, doubled.
        #expect(FilterChain.surroundings.reach == 2 + 10 + 2 * (10 + 2 * 20))
        #expect(FilterChain.surroundings.lattice == 32)
    }

    /// A mean over a window, whose rows are handed on as late as `halo` allows: every other row.
    struct Mean: RegionStep {
        let halo: Int
        var lattice: RegionMargin { .both(1) }
        var lookBack: Int { halo }
        var output: StepOutput { .otherRegion }

        func scratchBytes(width: Int, planeCount: Int) -> Int { 0 }

        func advance(
            _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
        ) -> Int {
            let end = (available - halo) / 2 * 2
            for y in max(row, halo)..<max(row, halo, available == regions.source.height ? available - halo : end) {
                for x in halo..<regions.source.width - halo {
                    var sum: Float = 0
                    for dy in -halo...halo {
                        for dx in -halo...halo {
                            sum += regions.source.pointer(plane: 0, row: y + dy, column: x + dx).pointee
                        }
                    }
                    regions.target.pointer(plane: 0, row: y)[x] = sum / Float((2 * halo + 1) * (2 * halo + 1))
                }
            }
            row = available == regions.source.height ? available - halo : max(end, row)
            return row
        }
    }

    @Test(arguments: [[1], [3, 2], [4, 1, 2]])
    func `every row of a tile comes out once, and as if all rows had been there`(halos: [Int]) {
        var generator = SplitMix64(seed: 5)
        let (width, height) = (61, 203)
        let plane = Plane<UInt8>(
            width: width, height: height, stride: width,
            samples: (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &generator) })
        var expected = plane.samples.map { Float($0) }
        for halo in halos {
            let source = expected
            for y in 0..<height {
                for x in 0..<width {
                    var sum: Float = 0
                    for dy in -halo...halo {
                        for dx in -halo...halo {
                            let row = mirrorPosition(y + dy, height, repeatsEdge: true)
                            sum += source[row * width + mirrorPosition(x + dx, width, repeatsEdge: true)]
                        }
                    }
                    expected[y * width + x] = sum / Float((2 * halo + 1) * (2 * halo + 1))
                }
            }
        }
        let result = CoarsePlanes(width: width, height: height, planeCount: 1)
        SourcePlane.withPlanes([plane]) { sources in
            let loader = RegionLoader(sources: sources, transform: .none, kernels: KernelTable(.best))
            let walk = TileWalk(
                loader, scale: 0, steps: halos.map { Mean(halo: $0) }, target: result,
                tileSize: TileSize(width: 32, widthOfSeveralPlanes: 32, height: 120, leastHeight: 8), threads: .serial)
            let memory = ScratchMemory(byteCount: walk.layout.byteCount)
            for index in 0..<walk.grid.count {
                let tile = walk.grid[index]
                var stream = RegionStream(
                    loader, walk: walk, tile: tile, memory: WorkerMemory(memory.base, layout: walk.layout),
                    cancellation: nil)
                var next = tile.y
                while let (rows, first, _) = stream.next() {
                    #expect(rows.y == next && rows.x == tile.x && rows.width == tile.width)
                    next += rows.height
                    result.store(rows, from: first)
                }
                #expect(next == tile.y + tile.height)
            }
        }
        let whole = RegionMemory(width: width, height: height, planeCount: 1)
        result.load(whole.region, rows: 0..<height)
        for y in 0..<height {
            for x in 0..<width {
                #expect(abs(whole.region.pointer(plane: 0, row: y)[x] - expected[y * width + x]) < 1e-3)
            }
        }
    }

    @Test func `a stream that is cancelled ends in the middle of its tile`() {
        let plane = Plane<UInt8>(width: 16, height: 4000, stride: 16, samples: [UInt8](repeating: 9, count: 64_000))
        SourcePlane.withPlanes([plane]) { sources in
            let loader = RegionLoader(sources: sources, transform: .none, kernels: KernelTable(.best))
            let walk = TileWalk(
                loader, scale: 0, steps: [Mean(halo: 1)], target: nil, tileSize: TileSize(), threads: .serial)
            #expect(walk.grid.count == 1)
            let memory = ScratchMemory(byteCount: walk.layout.byteCount)
            let cancellation = Cancellation()
            var stream = RegionStream(
                loader, walk: walk, tile: walk.grid[0], memory: WorkerMemory(memory.base, layout: walk.layout),
                cancellation: cancellation)
            let rows = stream.next()?.rows.height ?? 0
            // At 4000 × 1280 pixels a tile is 0.2 s of work.
            #expect(0 < rows && rows < 200)
            cancellation.cancel()
            #expect(stream.next()?.rows == nil)
        }
    }
}
