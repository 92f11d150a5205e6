import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Regions` {
    /// Sample (x, y) of a plane at reduced resolution, mirrored outside: the sum of the samples it covers over 2^scale.
    static func sample<Element: KernelSample>(_ plane: Plane<Element>, _ x: Int, _ y: Int, scale: Int) -> Double {
        let step = 1 << scale
        let column = mirrorPosition(x, (plane.width + step - 1) / step, repeatsEdge: true) * step
        let row = mirrorPosition(y, (plane.height + step - 1) / step, repeatsEdge: true) * step
        let sum = (0..<step * step).reduce(0.0) {
            $0 + Double(plane[min(column + $1 % step, plane.width - 1), min(row + $1 / step, plane.height - 1)])
        }
        return sum / Double(step) * 255 / Double(Element.max)
    }

    static func load<Element: KernelSample>(
        _ planes: [Plane<Element>], _ transform: PlaneGroup.Transform, scale: Int, x: Int, y: Int, width: Int,
        height: Int, _ instructionSet: InstructionSet = .best
    ) -> RegionPlanes {
        let memory = RegionMemory(width: width, height: height, planeCount: planes.count, x: x, y: y)
        SourcePlane.withPlanes(planes) { sources in
            let loader = RegionLoader(sources: sources, transform: transform, kernels: KernelTable(instructionSet))
            withScratch(loader.lineCount(width: width, scale: scale)) {
                loader.load(memory.region, rows: 0..<height, scale: scale, lines: $0)
            }
        }
        return memory.planes
    }

    static func noise<Element: KernelSample>(_ width: Int, _ height: Int, _: Element.Type) -> Plane<Element> {
        var generator = SplitMix64(seed: UInt64(width * 1000 + height))
        return Plane(
            width: width, height: height, stride: width + 3,
            samples: (0..<(width + 3) * height).map { _ in Element.random(in: 0...Element.max, using: &generator) })
    }

    @Test(arguments: [(1, 1), (2, 1), (1, 9), (7, 5), (16, 16), (33, 21), (50, 47)], 0...2)
    func `are the samples of the image, mirrored outside, at every resolution`(size: (Int, Int), scale: Int) {
        func check<Element: KernelSample>(_ plane: Plane<Element>) {
            let (width, height) = ((size.0 + 7) / 8 * 8 + 48, (size.1 + 7) / 8 * 8 + 48)
            let expected = RegionPlanes(width: width, height: height, planeCount: 1) { _, x, y in
                Self.sample(plane, x - 24, y - 24, scale: scale)
            }
            for instructionSet in InstructionSet.available {
                let loaded = Self.load(
                    [plane], .none, scale: scale, x: -24, y: -24, width: width, height: height, instructionSet)
                #expect(loaded.largestDifference(from: expected) < 1e-3, "\(instructionSet)")
            }
        }
        check(Self.noise(size.0, size.1, UInt8.self))
        check(Self.noise(size.0, size.1, UInt16.self))
    }

    @Test(arguments: 0...1)
    func `of a tile inside the image are the same samples`(scale: Int) {
        let plane = Self.noise(150, 131, UInt8.self)
        for (x, y) in [(-8, -8), (8, 16), (40, 24), (16, 40)] {
            let loaded = Self.load([plane], .none, scale: scale, x: x, y: y, width: 48, height: 40)
            let expected = RegionPlanes(width: 48, height: 40, planeCount: 1) {
                Self.sample(plane, x + $1, y + $2, scale: scale)
            }
            #expect(loaded.largestDifference(from: expected) < 1e-3, "at \(x), \(y)")
        }
    }

    @Test func `of RGB go through the opponent transform`() {
        let planes = [3, 5, 7].map { row in
            Plane(width: 20, height: 20, stride: 20, samples: (0..<400).map { UInt8($0 * row % 251) })
        }
        let loaded = Self.load(planes, .opponent, scale: 0, x: -8, y: -8, width: 40, height: 40)
        let expected = RegionPlanes(width: 40, height: 40, planeCount: 3) { plane, x, y in
            (0..<3).reduce(0) {
                $0 + `Opponent transform`.matrix[plane][$1] * Self.sample(planes[$1], x - 8, y - 8, scale: 0)
            }
        }
        #expect(loaded.largestDifference(from: expected) < 1e-3)
    }

    @Test func `of planes kept at half the resolution are what tiles stored, mirrored outside`() {
        let source = RegionPlanes.random(width: 37, height: 26, planeCount: 2, seed: 11)
        let coarse = CoarsePlanes(width: 37, height: 26, planeCount: 2)
        let grid = TileGrid(width: 37, height: 26, tileWidth: 16, tileHeight: 8)
        for index in 0..<grid.count {
            let tile = grid[index]
            let memory = RegionMemory(
                width: tile.width + 4, height: tile.height + 4, planeCount: 2, x: tile.x - 2, y: tile.y - 2)
            for plane in 0..<2 {
                for y in 0..<tile.height {
                    for x in 0..<tile.width {
                        memory.region.pointer(plane: plane, row: y + 2, column: x + 2).pointee =
                            Float(source[plane, tile.x + x, tile.y + y])
                    }
                }
            }
            coarse.store(tile, from: memory.region)
        }
        let loaded = RegionMemory(width: 72, height: 48, planeCount: 2, x: -16, y: -12)
        coarse.load(loaded.region, rows: 0..<48)
        let expected = RegionPlanes(width: 72, height: 48, planeCount: 2) { plane, x, y in
            source[plane, mirrorPosition(x - 16, 37, repeatsEdge: true), mirrorPosition(y - 12, 26, repeatsEdge: true)]
        }
        #expect(loaded.planes == expected)
    }

    @Test func `keep their rows when their window slides`() {
        let memory = RegionMemory(width: 40, height: 12, planeCount: 2)
        var region = memory.region
        for (row, plane) in (0..<12).flatMap({ row in [(row, 0), (row, 1)] }) {
            for x in 0..<40 { region.pointer(plane: plane, row: row)[x] = Float(1000 * plane + 50 * row + x) }
        }
        region.slide(from: 0, to: 5, end: 12)
        // The window begins where memory does: at row 5 now.
        #expect(region.pointer(plane: 0, row: 5) == memory.region.pointer(plane: 0, row: 0))
        for (row, plane) in (5..<12).flatMap({ row in [(row, 0), (row, 1)] }) {
            #expect(
                (0..<40).allSatisfy {
                    region.pointer(plane: plane, row: row)[$0] == Float(1000 * plane + 50 * row + $0)
                })
        }
    }

    @Test func `reflecting repeats the edge, as often as needed`() {
        #expect((-6...8).map { reflected($0, 3) } == [0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2])
        #expect((-3...3).map { reflected($0, 1) } == [0, 0, 0, 0, 0, 0, 0])
    }
}
