import TestSupport

@testable import ImageFilters

/// Planes over a rectangle, on which kernels and their references meet. Values that go into kernels are floats.
struct RegionPlanes: Equatable {
    let width: Int
    let height: Int
    /// Row after row, without padding.
    var values: [[Double]]

    var planeCount: Int { values.count }

    init(width: Int, height: Int, planeCount: Int, value: (_ plane: Int, _ x: Int, _ y: Int) -> Double) {
        self.width = width
        self.height = height
        values = (0..<planeCount).map { plane in
            (0..<height).flatMap { y in (0..<width).map { x in value(plane, x, y) } }
        }
    }

    /// Waves, an edge and grain on the 8-bit scale; planes after the first have less of each.
    static func random(width: Int, height: Int, planeCount: Int, seed: UInt64) -> RegionPlanes {
        var generator = SplitMix64(seed: seed)
        let phase = 6 * generator.nextUniform()
        return RegionPlanes(width: width, height: height, planeCount: planeCount) { plane, x, y in
            let wave = Double((x * 7 + plane * 3 + Int(phase)) % 19 - 9) * Double(y % 11 - 5)
            let edge: Double = x + y > (width + height) / 2 ? 60 : 0
            let value = 110 + wave + edge + 8 * generator.nextGaussian()
            return Double(Float(value / Double(plane + 1)))
        }
    }

    subscript(plane: Int, x: Int, y: Int) -> Double {
        get { values[plane][y * width + x] }
        set { values[plane][y * width + x] = newValue }
    }

    /// The part from (x, y) on.
    func part(x: Int, y: Int, width: Int, height: Int) -> RegionPlanes {
        RegionPlanes(width: width, height: height, planeCount: planeCount) { self[$0, x + $1, y + $2] }
    }

    /// Without a border of `margin` samples.
    func inset(_ margin: Int) -> RegionPlanes {
        part(x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin)
    }

    /// The largest difference between any two samples; infinite where one is not a number.
    func largestDifference(from other: RegionPlanes) -> Double {
        precondition(width == other.width && height == other.height && planeCount == other.planeCount)
        return zip(values.joined(), other.values.joined()).reduce(0) { largest, pair in
            let difference = abs(pair.0 - pair.1)
            return difference.isFinite ? max(largest, difference) : .infinity
        }
    }
}

/// A region in memory of its own, laid out like those of workers. What lies outside of the samples is not a number,
/// so that it shows when a kernel lets it in.
final class RegionMemory {
    private let memory: UnsafeMutablePointer<Float>
    let region: FloatRegion

    init(width: Int, height: Int, planeCount: Int, x: Int = 0, y: Int = 0) {
        let count = FloatRegion.count(width: width, height: height, planeCount: planeCount)
        memory = .allocate(capacity: count)
        memory.initialize(repeating: .nan, count: count)
        region = FloatRegion(memory, x: x, y: y, width: width, height: height, planeCount: planeCount)
    }

    convenience init(_ planes: RegionPlanes) {
        self.init(width: planes.width, height: planes.height, planeCount: planes.planeCount)
        for plane in 0..<planes.planeCount {
            for y in 0..<planes.height {
                for x in 0..<planes.width {
                    region.pointer(plane: plane, row: y)[x] = Float(planes[plane, x, y])
                }
            }
        }
    }

    deinit {
        memory.deallocate()
    }

    var planes: RegionPlanes {
        RegionPlanes(width: region.width, height: region.height, planeCount: region.planeCount) {
            Double(region.pointer(plane: $0, row: $2)[$1])
        }
    }
}

/// Calls `body` with memory that holds floats which are not numbers, aligned for every kernel. Traps when one writes
/// behind it.
func withScratch(bytes: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    withScratch(bytes / MemoryLayout<Float>.stride, body)
}

/// Calls `body` with `count` floats that are not numbers, aligned for every kernel. Traps when one writes behind them.
func withScratch(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let guardValue: Float = -12345
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 4 * (count + 64), alignment: 64)
        .bindMemory(to: Float.self, capacity: count + 64)
    defer { memory.deallocate() }
    memory.initialize(repeating: .nan, count: count)
    (memory + count).initialize(repeating: guardValue, count: 64)
    body(memory)
    precondition(
        (count..<count + 64).allSatisfy { memory[$0] == guardValue }, "the kernel wrote behind its scratch memory")
}
