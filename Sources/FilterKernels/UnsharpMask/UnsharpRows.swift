internal import CVector

/// The last rows of the tile: samples with their mirrored ends, and blurred along the row. For each vector of samples
/// there is a vector of blurred ones from its even columns, then one from its odd columns.
struct UnsharpRing {
    let memory: UnsafeMutableRawPointer
    let sampleBytes: Int
    let rowBytes: Int
    let count: Int

    @inline(__always)
    init(memory: UnsafeMutablePointer<UInt16>, width: Int, count: Int) {
        self.memory = UnsafeMutableRawPointer(memory)
        self.count = count
        sampleBytes = wholeLines(width) &+ 128
        rowBytes = unsharpRowBytes(width: width)
    }

    @inline(__always)
    func row(_ index: Int) -> (samples: UnsafeMutablePointer<UInt8>, blurred: UnsafeMutablePointer<UInt16>) {
        let start = memory + index % count &* rowBytes
        return (
            (start + 64).assumingMemoryBound(to: UInt8.self),
            (start + sampleBytes).assumingMemoryBound(to: UInt16.self)
        )
    }
}

/// A row of samples with their mirrored ends, and of blurred ones in 16 bits.
@inline(__always)
func unsharpRowBytes(width: Int) -> Int { 3 &* wholeLines(width) &+ 128 }

/// `count` bytes in whole cache lines.
@inline(__always)
private func wholeLines(_ count: Int) -> Int { (count &+ 63) / 64 &* 64 }

/// Copies a row and continues it by `radius` samples to both sides.
@inline(__always)
func copyMirrored(
    _ source: UnsafePointer<UInt8>, to samples: UnsafeMutablePointer<UInt8>, width: Int, _ radius: Int
) {
    var x = 0
    while x &+ vectorBytes <= width {
        store(loadU16(source + x), to: samples + x)
        x &+= vectorBytes
    }
    completeCopy(source, to: samples, width: width, radius)
}

/// What is left of `copyMirrored` when all whole vectors were copied.
@inline(__always)
func completeCopy(
    _ source: UnsafePointer<UInt8>, to samples: UnsafeMutablePointer<UInt8>, width: Int, _ radius: Int
) {
    if width >= vectorBytes {
        store(loadU16(source + (width &- vectorBytes)), to: samples + (width &- vectorBytes))
    } else {
        var x = 0
        while x < width {
            samples[x] = source[x]
            x &+= 1
        }
    }
    var distance = 1
    while distance <= radius {
        samples[0 &- distance] = source[mirrored(0 &- distance, width)]
        samples[width &- 1 &+ distance] = source[mirrored(width &- 1 &+ distance, width)]
        distance &+= 1
    }
}

@inline(__always)
private func mirrored(_ position: Int, _ count: Int) -> Int {
    if count == 1 { return 0 }
    var position = position
    while position < 0 || position >= count {
        position = position < 0 ? 0 &- position : 2 &* (count &- 1) &- position
    }
    return position
}

/// The rows that one row of the result needs: samples, and rows blurred along themselves. Those beyond the radius are
/// any. The last of them, at the distance of the radius, is blurred on the way.
struct UnsharpRows {
    let samples, lastSamples: UnsafePointer<UInt8>
    let here, above1, below1, above2, below2, above3, below3: UnsafePointer<UInt16>
    let above4, below4, above5, below5, above6, below6: UnsafePointer<UInt16>
    let last: UnsafeMutablePointer<UInt16>

    @inline(__always)
    init(_ ring: UnsharpRing, _ row: Int, radius: Int) {
        let middle = row &+ radius
        samples = UnsafePointer(ring.row(middle).samples)
        lastSamples = UnsafePointer(ring.row(middle &+ radius).samples)
        last = ring.row(middle &+ radius).blurred
        here = UnsafePointer(ring.row(middle).blurred)
        above1 = UnsafePointer(ring.row(middle &- 1).blurred)
        below1 = UnsafePointer(ring.row(middle &+ 1).blurred)
        above2 = radius >= 2 ? UnsafePointer(ring.row(middle &- 2).blurred) : here
        below2 = radius >= 2 ? UnsafePointer(ring.row(middle &+ 2).blurred) : here
        above3 = radius >= 3 ? UnsafePointer(ring.row(middle &- 3).blurred) : here
        below3 = radius >= 3 ? UnsafePointer(ring.row(middle &+ 3).blurred) : here
        above4 = radius >= 4 ? UnsafePointer(ring.row(middle &- 4).blurred) : here
        below4 = radius >= 4 ? UnsafePointer(ring.row(middle &+ 4).blurred) : here
        above5 = radius >= 5 ? UnsafePointer(ring.row(middle &- 5).blurred) : here
        below5 = radius >= 5 ? UnsafePointer(ring.row(middle &+ 5).blurred) : here
        above6 = radius >= 6 ? UnsafePointer(ring.row(middle &- 6).blurred) : here
        below6 = radius >= 6 ? UnsafePointer(ring.row(middle &+ 6).blurred) : here
    }
}
