internal import FilterKernels

#if arch(x86_64)
    internal import FilterKernelsAVX2
    internal import FilterKernelsAVX512
#endif

/// The kernels of the two-stage denoiser and of the walk over regions, for one instruction set.
///
/// Signatures are those of the functions of the same name in FilterKernels, which document them.
@safe
struct StageKernels: Sendable {
    let rows: RowKernels
    let blockSpectra: BlockSpectra
    let blockEnergies: BlockEnergies
    let clippedPixels: ClippedPixels
    let pilotBilateral: PilotBilateral
    let pilotNonLocalMeans: PilotNonLocalMeans
    let pilotNonLocalMeansScratchCount: @Sendable (_ width: Int, _ planeCount: Int, _ radius: Int) -> Int
    let wienerPass: WienerPass
    let wienerScratchCount: @Sendable (_ width: Int, _ planeCount: Int) -> Int
    let mergeCoarse: MergeCoarse
    let mergeCoarseScratchCount: @Sendable (_ width: Int) -> Int

    typealias BlockSpectra =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ positions: UnsafePointer<Int32>, _ count: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ scales: UnsafePointer<Float>,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Void
    typealias BlockEnergies =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int,
            _ positions: UnsafePointer<Int32>, _ count: Int, _ low: UnsafePointer<Int32>, _ lowCount: Int,
            _ middle: UnsafePointer<Int32>, _ middleCount: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ scales: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
        ) -> Void
    typealias ClippedPixels =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int, _ width: Int,
            _ positions: UnsafePointer<Int32>, _ count: Int, _ output: UnsafeMutablePointer<Int32>,
            _ scratch: UnsafeMutablePointer<Int32>
        ) -> Void
    typealias PilotBilateral =
        @Sendable (
            _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ planeStride: Int,
            _ rowStride: Int, _ width: Int, _ planeCount: Int, _ radius: Int, _ factors: UnsafePointer<Float>,
            _ spaceFactor: Float, _ start: Int, _ available: Int
        ) -> Int
    typealias PilotNonLocalMeans =
        @Sendable (
            _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ planeStride: Int,
            _ rowStride: Int, _ width: Int, _ planeCount: Int, _ radius: Int, _ middles: UnsafePointer<Float>,
            _ scales: UnsafePointer<Float>, _ limit: Int, _ start: Int, _ available: Int,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Int
    typealias WienerPass =
        @Sendable (
            _ noisy: UnsafePointer<Float>, _ guide: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>,
            _ planeStride: Int, _ rowStride: Int, _ width: Int, _ height: Int, _ planeCount: Int,
            _ spectrum: UnsafePointer<Float>, _ law: UnsafePointer<Float>, _ lawSegments: Int, _ rowStep: Int,
            _ start: Int, _ available: Int, _ scratch: UnsafeMutablePointer<Float>
        ) -> Int
    typealias MergeCoarse =
        @Sendable (
            _ fine: UnsafeMutablePointer<Float>, _ fineStride: Int, _ width: Int, _ coarse: UnsafePointer<Float>,
            _ coarseStride: Int, _ start: Int, _ available: Int, _ scratch: UnsafeMutablePointer<Float>
        ) -> Int

    /// - Precondition: the processor can run `instructionSet`.
    init(_ instructionSet: InstructionSet) {
        precondition(
            instructionSet <= .best, "instruction set \(instructionSet.rawValue) is not available on this processor")
        rows = RowKernels(instructionSet)
        switch instructionSet {
        #if arch(x86_64)
            case .avx512:
                unsafe blockSpectra = FilterKernelsAVX512.blockSpectra
                unsafe blockEnergies = FilterKernelsAVX512.blockEnergies
                unsafe clippedPixels = FilterKernelsAVX512.clippedPixels
                unsafe pilotBilateral = FilterKernelsAVX512.pilotBilateral
                unsafe pilotNonLocalMeans = FilterKernelsAVX512.pilotNonLocalMeans
                pilotNonLocalMeansScratchCount = FilterKernelsAVX512.pilotNonLocalMeansScratchCount
                unsafe wienerPass = FilterKernelsAVX512.wienerPass
                wienerScratchCount = FilterKernelsAVX512.wienerScratchCount
                unsafe mergeCoarse = FilterKernelsAVX512.mergeCoarse
                mergeCoarseScratchCount = FilterKernelsAVX512.mergeCoarseScratchCount
            case .avx2:
                unsafe blockSpectra = FilterKernelsAVX2.blockSpectra
                unsafe blockEnergies = FilterKernelsAVX2.blockEnergies
                unsafe clippedPixels = FilterKernelsAVX2.clippedPixels
                unsafe pilotBilateral = FilterKernelsAVX2.pilotBilateral
                unsafe pilotNonLocalMeans = FilterKernelsAVX2.pilotNonLocalMeans
                pilotNonLocalMeansScratchCount = FilterKernelsAVX2.pilotNonLocalMeansScratchCount
                unsafe wienerPass = FilterKernelsAVX2.wienerPass
                wienerScratchCount = FilterKernelsAVX2.wienerScratchCount
                unsafe mergeCoarse = FilterKernelsAVX2.mergeCoarse
                mergeCoarseScratchCount = FilterKernelsAVX2.mergeCoarseScratchCount
        #endif
        default:
            unsafe blockSpectra = FilterKernels.blockSpectra
            unsafe blockEnergies = FilterKernels.blockEnergies
            unsafe clippedPixels = FilterKernels.clippedPixels
            unsafe pilotBilateral = FilterKernels.pilotBilateral
            unsafe pilotNonLocalMeans = FilterKernels.pilotNonLocalMeans
            pilotNonLocalMeansScratchCount = FilterKernels.pilotNonLocalMeansScratchCount
            unsafe wienerPass = FilterKernels.wienerPass
            wienerScratchCount = FilterKernels.wienerScratchCount
            unsafe mergeCoarse = FilterKernels.mergeCoarse
            mergeCoarseScratchCount = FilterKernels.mergeCoarseScratchCount
        }
    }
}
