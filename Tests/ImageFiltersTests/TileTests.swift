import ImagePlanes
import Synchronization
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Tiles` {
    @Test(arguments: [(1, 1), (64, 32), (65, 33), (200, 7), (63, 100)])
    func `a grid covers every sample once`(width: Int, height: Int) {
        let grid = TileGrid(width: width, height: height, tileWidth: 64, tileHeight: 32)
        var visits = [Int](repeating: 0, count: width * height)
        for index in 0..<grid.count {
            let tile = grid[index]
            for y in tile.y..<tile.y + tile.height {
                for x in tile.x..<tile.x + tile.width { visits[y * width + x] += 1 }
            }
        }
        #expect(visits.allSatisfy { $0 == 1 })
    }

    @Test(arguments: [1, 2, 3, 7])
    func `every tile is worked on once whatever the thread count`(threads: Int) throws {
        let grid = TileGrid(width: 100, height: 90, tileWidth: 10, tileHeight: 10)
        let visits = Mutex<[Tile: Int]>([:])
        let workers = Mutex<[Int]>([])
        try TileScheduler(threads: ThreadBudget(threads), cancellation: nil).run(grid) { worker in
            workers.withLock { $0.append(worker) }
            return 0
        } body: { (_: inout Int, tile) in
            visits.withLock { $0[tile, default: 0] += 1 }
        }
        #expect(visits.withLock { $0.count == 90 && $0.values.allSatisfy { $0 == 1 } })
        let numbers = workers.withLock { $0 }
        #expect(Set(numbers).count == numbers.count, "a worker's number is its own")
        #expect(numbers.allSatisfy { (0..<threads).contains($0) })
    }

    @Test(arguments: [1, 3])
    func `cancellation stops between tiles`(threads: Int) {
        let cancellation = Cancellation()
        let grid = TileGrid(width: 100, height: 100, tileWidth: 1, tileHeight: 1)
        let done = Atomic(0)
        #expect(throws: CancellationError.self) {
            try TileScheduler(threads: ThreadBudget(threads), cancellation: cancellation).run(grid) { _ in
                0
            } body: { (_: inout Int, _) in
                if done.add(1, ordering: .relaxed).newValue == 5 { cancellation.cancel() }
            }
        }
        #expect(done.load(ordering: .relaxed) < 5 + threads)
    }

    @Test func `a cancelled filter throws`() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let image = KernelTestImage.gray(width: 20, height: 20)
        #expect(throws: CancellationError.self) {
            try BilateralFilter().apply(to: image, cancellation: cancellation)
        }
    }

    @Test func `few tiles wake few threads`() throws {
        let grid = TileGrid(width: 70, height: 10, tileWidth: 10, tileHeight: 10)
        let scratches = Atomic(0)
        try TileScheduler(threads: ThreadBudget(7), cancellation: nil).run(grid, tilesPerWorker: 8) { _ in
            scratches.add(1, ordering: .relaxed)
            return 0
        } body: { (_: inout Int, _) in
        }
        #expect(scratches.load(ordering: .relaxed) == 1)
    }

    @Test func `every worker has a block of its own, as long as was asked for`() {
        let arena = WorkerArena()
        for (blocks, bytes) in [(1, 100), (3, 1000), (3, 10), (2, 1200), (4, 20)] {
            arena.reserve(blocks: blocks, byteCount: bytes)
            for worker in 0..<blocks {
                arena.block(worker).initializeMemory(as: UInt8.self, repeating: UInt8(worker + 1), count: bytes)
            }
            for worker in 0..<blocks {
                let block = UnsafeRawBufferPointer(start: arena.block(worker), count: bytes)
                #expect(block.allSatisfy { $0 == UInt8(worker + 1) })
                #expect(Int(bitPattern: arena.block(worker)) % ScratchMemory.alignment == 0)
            }
        }
    }

    @Test func `what lies outside a plane is its mirror image`() {
        #expect((-7...9).map { mirrored($0, 4) } == [1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3])
        #expect((-3...3).map { mirrored($0, 1) } == [0, 0, 0, 0, 0, 0, 0])
    }
}
