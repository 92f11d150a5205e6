/// Bilateral filter: every sample becomes a mean of those in a round window, weighted by nearness in place and value.
///
/// The weight is exp(-Δ² / (2 sigmaRange²) - r² / (2 sigmaSpace²)) (C. Tomasi, R. Manduchi, "Bilateral filtering for
/// gray and color images", ICCV 1998). Δ of RGB planes, which are weighted jointly, is the sum of their absolute
/// differences; planes of other models are filtered each on their own. Outside the plane the picture is mirrored
/// without repeating the edge.
public struct BilateralFilter: Sendable, Hashable {
    /// Width of the window: odd, 3 to 31.
    public let diameter: Int
    /// Deviation of the weights over differences, on the 8-bit scale whatever the depth: 0.01 to 255.
    public let sigmaRange: Double
    /// Deviation of the weights over distance, in samples: 0.1 to 100.
    public let sigmaSpace: Double

    /// - Throws: `FilterParameterError` for a value outside its range.
    public init(
        diameter: Int = 9, sigmaRange: Double = 25, sigmaSpace: Double = 5
    ) throws(FilterParameterError) {
        try FilterParameterError.checkOdd("diameter", diameter, 3...31)
        try FilterParameterError.check("sigmaRange", sigmaRange, 0.01...255)
        try FilterParameterError.check("sigmaSpace", sigmaSpace, 0.1...100)
        self.diameter = diameter
        self.sigmaRange = sigmaRange
        self.sigmaSpace = sigmaSpace
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
        let scaling = BilateralScaling(self)
        return try image.mapColorPlanes(jointly: true) { planes throws(CancellationError) in
            guard let scaling else { return try applyFloat(to: planes, kernels, scheduler) }
            return try applyFixedPoint(to: planes, scaling, kernels, scheduler)
        } sixteen: { planes throws(CancellationError) in
            try applyFloat(to: planes, kernels, scheduler)
        }
    }

    private var radius: Int { diameter / 2 }

    /// The rows of the window, and how far each reaches to both sides.
    var windowRows: [(dy: Int, reach: Int)] {
        (-radius...radius).map { dy in
            (dy, (0...radius).last { $0 * $0 + dy * dy <= radius * radius }!)
        }
    }

    /// Minus the logarithm of the spatial weight.
    func spatialExponent(_ dx: Int, _ dy: Int) -> Double {
        Double(dx * dx + dy * dy) / (2 * sigmaSpace * sigmaSpace)
    }

    private func applyFixedPoint(
        to planes: [Plane<UInt8>], _ scaling: BilateralScaling, _ kernels: KernelTable, _ scheduler: TileScheduler
    ) throws(CancellationError) -> [Plane<UInt8>] {
        let radius = radius
        let tileWidth = min(256, planes[0].width)
        let tileHeight = min(64, planes[0].height)
        // One column more: the second member of a pair.
        let stride = paddedStride(tileWidth + 2 * radius + 1)
        let planeStride = stride * (tileHeight + 2 * radius)
        let sourceBytes = planeStride * planes.count
        let scratchBytes = kernels.bilateralScratchBytes(
            planes.count, tileWidth, tileHeight, radius, scaling.limits.count)
        return try scheduler.mapTiles(of: planes, tileWidth: tileWidth, tileHeight: tileHeight, tilesPerWorker: 8) {
            ScratchMemory(byteCount: sourceBytes + scratchBytes)
        } body: { memory, tile, sources, targets in
            // SAFETY: the memory holds the tiles of all planes with their halo, then what the kernel asked for.
            let samples = unsafe memory.base.assumingMemoryBound(to: UInt8.self)
            for (index, source) in sources.enumerated() {
                unsafe source.copyMirrored(
                    x: tile.x - radius, y: tile.y - radius, width: tile.width + 2 * radius + 1,
                    height: tile.height + 2 * radius, to: samples + index * planeStride, stride: stride)
            }
            let outputs = unsafe targets.map { unsafe $0.start(of: tile) }
            unsafe kernels.bilateralTile(
                samples, stride, planeStride, sources.count, outputs, targets[0].stride, tile.width, tile.height,
                radius, scaling.columns, scaling.rows, scaling.limits, scaling.limits.count, scaling.scale,
                scaling.weights.shift, scaling.weights.offset, scaling.weights.centreWeight,
                memory.base + sourceBytes)
        }
    }

    private func applyFloat<Element: KernelSample>(
        to planes: [Plane<Element>], _ kernels: KernelTable, _ scheduler: TileScheduler
    ) throws(CancellationError) -> [Plane<Element>] {
        let radius = radius
        let deviation = sigmaRange * Double(Element.max) / 255
        let scale = Float(-1 / (2 * deviation * deviation))
        let members = windowRows.flatMap { dy, reach in (-reach...reach).map { dx in (dx: dx, dy: dy) } }
        let spatial = members.map { Float(-spatialExponent($0.dx, $0.dy)) }
        return try scheduler.mapFloatTiles(of: planes, halo: radius, kernels: kernels) { _, _, _ in
            0
        } body: { tile in
            let offsets = members.map { $0.dy * tile.sourceStride + $0.dx }
            // SAFETY: `mapFloatTiles` gives tiles with a halo as wide as the window.
            unsafe kernels.bilateralFloatTile(
                tile.source, tile.sourceStride, tile.sourcePlaneStride, tile.planes,
                radius * tile.sourceStride + radius, tile.output, tile.outputStride, tile.outputPlaneStride,
                tile.width, tile.height, offsets, spatial, offsets.count, scale)
        }
    }
}
