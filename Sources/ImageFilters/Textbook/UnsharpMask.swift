/// Unsharp mask: adds to every sample what a Gaussian blur takes from it, `p + amount * (p - blur(p))`.
///
/// The plain textbook filter, without threshold, on each color plane. Outside the plane the picture is mirrored
/// without repeating the edge.
public struct UnsharpMask: Sendable, Hashable {
    /// Standard deviation of the Gaussian in samples, 0.3 to 20. It is cut off at three deviations.
    public let sigma: Double
    /// How much of the difference is added, 0 to 10; 1 doubles it. For 8-bit samples it is rounded to 1/256.
    public let amount: Double

    /// - Throws: `FilterParameterError` for a value outside its range.
    public init(sigma: Double = 1, amount: Double = 0.5) throws(FilterParameterError) {
        try FilterParameterError.check("sigma", sigma, 0.3...20)
        try FilterParameterError.check("amount", amount, 0...10)
        self.sigma = sigma
        self.amount = amount
    }

    /// The sharpened image; alpha and metadata are copied.
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
        let gaussian = GaussianKernel(sigma: sigma)
        return try image.mapColorPlanes(jointly: false) { planes throws(CancellationError) in
            fitsFixedPoint(radius: gaussian.radius)
                ? try applyFixedPoint(to: planes, gaussian, kernels, scheduler)
                : try applyFloat(to: planes, gaussian, kernels, scheduler)
        } sixteen: { planes throws(CancellationError) in
            try applyFloat(to: planes, gaussian, kernels, scheduler)
        }
    }

    /// Up to here the horizontal taps are precise enough in 1/256, and what the kernel loses is below a level's eighth.
    private func fitsFixedPoint(radius: Int) -> Bool {
        radius <= 6 && Double(radius + 1) * amount < 32
    }

    private func applyFixedPoint(
        to planes: [Plane<UInt8>], _ gaussian: GaussianKernel, _ kernels: KernelTable, _ scheduler: TileScheduler
    ) throws(CancellationError) -> [Plane<UInt8>] {
        let radius = gaussian.radius
        let verticalTaps = gaussian.integerTaps(sum: 1 << 16)
        let horizontalTaps = gaussian.integerTaps(sum: 1 << 8)
        let scaledAmount = Int16((amount * 256).rounded())
        let width = planes[0].width
        let height = planes[0].height
        // Rows above a band are blurred once more: few bands, but enough to share out evenly.
        let bandCount = scheduler.threads.count == 1 ? 1 : 4 * scheduler.threads.count
        let bandHeight = min(height, max(64, (height + bandCount - 1) / bandCount))
        let blurredBytes = kernels.unsharpScratchBytes(width, radius)
        let tableBytes = unsafe (bandHeight + 2 * radius) * MemoryLayout<UnsafePointer<UInt8>>.stride
        // About 2 ms of work.
        let bandsPerWorker = (8 << 20) / (width * bandHeight) + 1
        return try scheduler.mapTiles(
            of: planes, tileWidth: width, tileHeight: bandHeight, tilesPerWorker: bandsPerWorker
        ) {
            ScratchMemory(byteCount: blurredBytes + tableBytes)
        } body: { memory, tile, sources, targets in
            // SAFETY: the memory holds what the kernel asks for, and the addresses of a band's rows.
            let blurred = unsafe memory.base.assumingMemoryBound(to: UInt16.self)
            let rows = unsafe (memory.base + blurredBytes).assumingMemoryBound(to: UnsafePointer<UInt8>.self)
            unsafe sources[0].addressRows(from: tile.y - radius, count: tile.height + 2 * radius, to: rows)
            unsafe kernels.unsharpTile(
                rows, targets[0].start(of: tile), targets[0].stride, tile.width, tile.height, radius, verticalTaps,
                horizontalTaps, scaledAmount, blurred)
        }
    }

    private func applyFloat<Element: KernelSample>(
        to planes: [Plane<Element>], _ gaussian: GaussianKernel, _ kernels: KernelTable, _ scheduler: TileScheduler
    ) throws(CancellationError) -> [Plane<Element>] {
        let taps = gaussian.taps.map { Float($0) }
        return try scheduler.mapFloatTiles(of: planes, halo: gaussian.radius, kernels: kernels) {
            sourceStride, _, _ in
            kernels.unsharpFloatScratchBytes(sourceStride)
        } body: { tile in
            // SAFETY: `mapFloatTiles` gives a tile with this halo and a row of scratch.
            unsafe kernels.unsharpFloatTile(
                tile.source, tile.sourceStride, tile.output, tile.outputStride, tile.width, tile.height,
                gaussian.radius, taps, Float(amount), tile.scratch)
        }
    }
}
