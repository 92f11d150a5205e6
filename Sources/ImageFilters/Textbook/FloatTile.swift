/// One tile as Float planes, as the Float kernels take it.
@safe
struct FloatTile {
    /// `planes` planes with a halo around each.
    let source: UnsafePointer<Float>
    let sourceStride: Int
    let sourcePlaneStride: Int
    /// As many planes without halo.
    let output: UnsafeMutablePointer<Float>
    let outputStride: Int
    let outputPlaneStride: Int
    let planes: Int
    let width: Int
    let height: Int
    /// What was asked for in `scratchBytes`.
    let scratch: UnsafeMutablePointer<Float>
}

extension TileScheduler {
    /// Filters planes of one size through Float tiles: the general way, for any depth of samples.
    ///
    /// - Parameters:
    ///   - halo: samples around a tile that the filter reads.
    ///   - scratchBytes: what the kernel needs besides, given the strides of source and output.
    ///   - body: writes the tile's output in the unit of the samples; it is rounded and clamped afterwards.
    func mapFloatTiles<Element: KernelSample>(
        of planes: [Plane<Element>], halo: Int, kernels: KernelTable,
        scratchBytes: (_ sourceStride: Int, _ outputStride: Int, _ tileHeight: Int) -> Int,
        body: @Sendable (FloatTile) -> Void
    ) throws(CancellationError) -> [Plane<Element>] {
        let tileWidth = min(128, planes[0].width)
        let tileHeight = min(64, planes[0].height)
        let sourceStride = paddedStride(tileWidth + 2 * halo)
        let sourcePlaneStride = sourceStride * (tileHeight + 2 * halo)
        let outputStride = paddedStride(tileWidth)
        let outputPlaneStride = outputStride * tileHeight
        let sampleBytes = ScratchMemory.aligned(sourceStride * MemoryLayout<Element>.stride)
        let floatCounts = [
            planes.count * sourcePlaneStride, planes.count * outputPlaneStride,
            scratchBytes(sourceStride, outputStride, tileHeight) / MemoryLayout<Float>.stride,
        ]
        let floatBytes = MemoryLayout<Float>.stride * floatCounts.reduce(0, +)
        return try mapTiles(of: planes, tileWidth: tileWidth, tileHeight: tileHeight) {
            ScratchMemory(byteCount: sampleBytes + floatBytes)
        } body: { memory, tile, sources, targets in
            // SAFETY: the three regions and the row of samples fill the memory exactly, in the order of `floatCounts`.
            let samples = unsafe memory.base.assumingMemoryBound(to: Element.self)
            let source = unsafe (memory.base + sampleBytes).assumingMemoryBound(to: Float.self)
            let output = unsafe source + floatCounts[0]
            for (index, plane) in sources.enumerated() {
                for row in 0..<tile.height + 2 * halo {
                    let count = tile.width + 2 * halo
                    unsafe plane.copyMirrored(
                        x: tile.x - halo, y: tile.y - halo + row, width: count, height: 1, to: samples,
                        stride: sourceStride)
                    unsafe Element.widen(
                        samples, to: source + (index * sourcePlaneStride + row * sourceStride), count: count, scale: 1,
                        kernels: kernels)
                }
            }
            unsafe body(
                FloatTile(
                    source: source, sourceStride: sourceStride, sourcePlaneStride: sourcePlaneStride, output: output,
                    outputStride: outputStride, outputPlaneStride: outputPlaneStride, planes: sources.count,
                    width: tile.width, height: tile.height, scratch: output + floatCounts[1]))
            for (index, target) in targets.enumerated() {
                for row in 0..<tile.height {
                    unsafe Element.narrow(
                        output + (index * outputPlaneStride + row * outputStride),
                        to: target.start(of: tile) + row * target.stride, count: tile.width, scale: 1, kernels: kernels)
                }
            }
        }
    }
}
