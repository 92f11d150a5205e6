/// Non-local means: every sample becomes a mean of those around it, weighted by how alike their surroundings are.
///
/// The weight of a sample is exp(-d / h²), d being the mean squared difference of the two templates (A. Buades,
/// B. Coll, J.-M. Morel, "A non-local algorithm for image denoising", CVPR 2005). RGB planes are weighted jointly,
/// with the mean over the channels; planes of other models each on their own. Outside the plane the picture is
/// mirrored without repeating the edge.
public struct NonLocalMeans: Sendable, Hashable {
    /// h, on the 8-bit scale whatever the depth: 0.01 to 100. About the noise's standard deviation or less.
    public let strength: Double
    /// Side of the square that is compared: odd, 1 to 15.
    public let templateSize: Int
    /// Side of the square that is searched: odd, 3 to 63.
    public let searchSize: Int

    /// - Throws: `FilterParameterError` for a value outside its range.
    public init(strength: Double = 10, templateSize: Int = 7, searchSize: Int = 21) throws(FilterParameterError) {
        try FilterParameterError.check("strength", strength, 0.01...100)
        try FilterParameterError.checkOdd("templateSize", templateSize, 1...15)
        try FilterParameterError.checkOdd("searchSize", searchSize, 3...63)
        self.strength = strength
        self.templateSize = templateSize
        self.searchSize = searchSize
    }

    /// The denoised image; alpha and metadata are copied.
    ///
    /// - Parameters:
    ///   - image: of any kind and depth; it stays as it is.
    ///   - threads: more than one is not for async contexts: on Linux the workers are those of Swift Concurrency.
    ///   - instructionSet: the kernels to run.
    ///   - cancellation: read between tiles.
    /// - Precondition: the processor can run `instructionSet`.
    /// - Throws: `CancellationError` when `cancellation` was set.
    public func apply(
        to image: PlanarImage, threads: ThreadBudget = .serial, instructionSet: InstructionSet = .best,
        cancellation: Cancellation? = nil
    ) throws(CancellationError) -> PlanarImage {
        let kernels = KernelTable(instructionSet)
        let scheduler = TileScheduler(threads: threads, cancellation: cancellation)
        return try image.mapColorPlanes(jointly: true) { planes throws(CancellationError) in
            let scaling = NonLocalMeansScaling(
                strength: strength, templateSize: templateSize, planes: planes.count)
            guard let scaling else { return try applyFloat(to: planes, kernels, scheduler) }
            return try applyFixedPoint(to: planes, scaling, kernels, scheduler)
        } sixteen: { planes throws(CancellationError) in
            try applyFloat(to: planes, kernels, scheduler)
        }
    }

    private func applyFixedPoint(
        to planes: [Plane<UInt8>], _ scaling: NonLocalMeansScaling, _ kernels: KernelTable, _ scheduler: TileScheduler
    ) throws(CancellationError) -> [Plane<UInt8>] {
        let searchRadius = searchSize / 2
        let templateRadius = templateSize / 2
        let rowHalo = searchRadius + templateRadius
        let columnHalo = rowHalo + 1
        // So that a tile's planes and weights stay in the second-level cache.
        let tileWidth = min(planes.count == 1 ? 208 : 128, planes[0].width)
        let tileHeight = min(planes.count == 1 ? 256 : 96, planes[0].height)
        let stride = paddedStride(tileWidth + 2 * columnHalo)
        let planeStride = stride * (tileHeight + 2 * rowHalo)
        let sourceBytes = planeStride * planes.count
        let scratchBytes = kernels.nonLocalMeansScratchBytes(
            planes.count, tileWidth, tileHeight, searchRadius, templateRadius)
        return try scheduler.mapTiles(of: planes, tileWidth: tileWidth, tileHeight: tileHeight) {
            ScratchMemory(byteCount: sourceBytes + scratchBytes)
        } body: { memory, tile, sources, targets in
            // SAFETY: the memory holds the tiles of all planes with their halo, then what the kernel asked for.
            let samples = unsafe memory.base.assumingMemoryBound(to: UInt8.self)
            for (index, source) in sources.enumerated() {
                unsafe source.copyMirrored(
                    x: tile.x - columnHalo, y: tile.y - rowHalo, width: tile.width + 2 * columnHalo,
                    height: tile.height + 2 * rowHalo, to: samples + index * planeStride, stride: stride)
            }
            let outputs = unsafe targets.map { unsafe $0.start(of: tile) }
            unsafe kernels.nonLocalMeansTile(
                samples, stride, planeStride, sources.count, outputs, targets[0].stride, tile.width, tile.height,
                searchRadius, templateRadius, scaling.scale, scaling.weights.limit, scaling.weights.shift,
                scaling.weights.offset, scaling.weights.centreWeight, memory.base + sourceBytes)
        }
    }

    private func applyFloat<Element: KernelSample>(
        to planes: [Plane<Element>], _ kernels: KernelTable, _ scheduler: TileScheduler
    ) throws(CancellationError) -> [Plane<Element>] {
        let searchRadius = searchSize / 2
        let templateRadius = templateSize / 2
        let unit = Double(Element.max) / 255
        let variance = strength * strength * unit * unit
        let scale = Float(-1 / (variance * Double(templateSize * templateSize * planes.count)))
        return try scheduler.mapFloatTiles(of: planes, halo: searchRadius + templateRadius, kernels: kernels) {
            sourceStride, outputStride, height in
            kernels.nonLocalMeansFloatScratchBytes(sourceStride, outputStride, height, templateRadius)
        } body: { tile in
            // SAFETY: `mapFloatTiles` gives tiles with this halo and the scratch that was asked for.
            unsafe kernels.nonLocalMeansFloatTile(
                tile.source, tile.sourceStride, tile.sourcePlaneStride, tile.planes, tile.output, tile.outputStride,
                tile.outputPlaneStride, tile.width, tile.height, searchRadius, templateRadius, scale, tile.scratch)
        }
    }
}
