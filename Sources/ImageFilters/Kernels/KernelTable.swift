internal import FilterKernels

#if arch(x86_64)
    internal import FilterKernelsAVX2
    internal import FilterKernelsAVX512
#endif

/// All kernels, as compiled for one instruction set.
///
/// Each is the function of the same name in FilterKernels, which documents it; `…ScratchBytes` says how much scratch
/// memory the kernel before it needs, aligned to `ScratchMemory.alignment`.
@safe
final class KernelTable: Sendable {
    // MARK: Rows of samples to rows of floats and back

    let widenRow8: Widen<UInt8>
    let widenRow16: Widen<UInt16>
    let narrowRow8: Narrow<UInt8>
    let narrowRow16: Narrow<UInt16>
    let reduceRows8: Reduce<UInt8>
    let reduceRows16: Reduce<UInt16>
    let addRow: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, _ count: Int) -> Void
    let halveRow: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float) -> Void
    let opponentRows: Opponent
    let inverseOpponentRows: Opponent

    // MARK: Blocks that the noise is measured in

    let blockSpectra: BlockSpectra
    let blockEnergies: BlockEnergies
    let pixelCounts: PixelCounts

    // MARK: Steps of the filter chain

    let pilotBilateral: PilotBilateral
    let pilotNonLocalMeans: PilotNonLocalMeans
    let pilotNonLocalMeansScratchBytes: @Sendable (_ width: Int, _ planeCount: Int, _ radius: Int) -> Int
    let wienerPass: WienerPass
    let wienerScratchBytes: @Sendable (_ width: Int, _ planeCount: Int) -> Int
    let quantizationPass: QuantizationPass
    let quantizationScratchBytes: @Sendable (_ width: Int) -> Int
    let mergeCoarse: MergeCoarse
    let mergeCoarseScratchBytes: @Sendable (_ width: Int) -> Int
    let sharpenTile: SharpenTile
    let sharpenScratchBytes: @Sendable (_ width: Int) -> Int

    // MARK: Textbook filters

    let bilateralTile: BilateralTile
    let bilateralScratchBytes: BilateralScratchBytes
    let bilateralFloatTile: BilateralFloatTile
    let nonLocalMeansTile: NonLocalMeansTile
    let nonLocalMeansScratchBytes: NonLocalMeansScratchBytes
    let nonLocalMeansFloatTile: NonLocalMeansFloatTile
    let nonLocalMeansFloatScratchBytes: NonLocalMeansFloatScratchBytes
    let unsharpTile: UnsharpTile
    let unsharpScratchBytes: @Sendable (_ width: Int, _ radius: Int) -> Int
    let unsharpFloatTile: UnsharpFloatTile
    let unsharpFloatScratchBytes: @Sendable (_ sourceStride: Int) -> Int

    /// - Precondition: the processor can run `instructionSet`.
    init(_ instructionSet: InstructionSet) {
        precondition(
            instructionSet <= .best, "instruction set \(instructionSet.rawValue) is not available on this processor")
        switch instructionSet {
        #if arch(x86_64)
            case .avx512:
                unsafe widenRow8 = FilterKernelsAVX512.widenRow8
                unsafe widenRow16 = FilterKernelsAVX512.widenRow16
                unsafe narrowRow8 = FilterKernelsAVX512.narrowRow8
                unsafe narrowRow16 = FilterKernelsAVX512.narrowRow16
                unsafe reduceRows8 = FilterKernelsAVX512.reduceRows8
                unsafe reduceRows16 = FilterKernelsAVX512.reduceRows16
                unsafe addRow = FilterKernelsAVX512.addRow
                unsafe halveRow = FilterKernelsAVX512.halveRow
                unsafe opponentRows = FilterKernelsAVX512.opponentRows
                unsafe inverseOpponentRows = FilterKernelsAVX512.inverseOpponentRows
                unsafe blockSpectra = FilterKernelsAVX512.blockSpectra
                unsafe blockEnergies = FilterKernelsAVX512.blockEnergies
                unsafe pixelCounts = FilterKernelsAVX512.pixelCounts
                unsafe pilotBilateral = FilterKernelsAVX512.pilotBilateral
                unsafe pilotNonLocalMeans = FilterKernelsAVX512.pilotNonLocalMeans
                pilotNonLocalMeansScratchBytes = FilterKernelsAVX512.pilotNonLocalMeansScratchBytes
                unsafe wienerPass = FilterKernelsAVX512.wienerPass
                wienerScratchBytes = FilterKernelsAVX512.wienerScratchBytes
                unsafe quantizationPass = FilterKernelsAVX512.quantizationPass
                quantizationScratchBytes = FilterKernelsAVX512.quantizationScratchBytes
                unsafe mergeCoarse = FilterKernelsAVX512.mergeCoarse
                mergeCoarseScratchBytes = FilterKernelsAVX512.mergeCoarseScratchBytes
                unsafe sharpenTile = FilterKernelsAVX512.sharpenTile
                sharpenScratchBytes = FilterKernelsAVX512.sharpenScratchBytes
                unsafe bilateralTile = FilterKernelsAVX512.bilateralTile
                bilateralScratchBytes = FilterKernelsAVX512.bilateralScratchBytes
                unsafe bilateralFloatTile = FilterKernelsAVX512.bilateralFloatTile
                unsafe nonLocalMeansTile = FilterKernelsAVX512.nonLocalMeansTile
                nonLocalMeansScratchBytes = FilterKernelsAVX512.nonLocalMeansScratchBytes
                unsafe nonLocalMeansFloatTile = FilterKernelsAVX512.nonLocalMeansFloatTile
                nonLocalMeansFloatScratchBytes = FilterKernelsAVX512.nonLocalMeansFloatScratchBytes
                unsafe unsharpTile = FilterKernelsAVX512.unsharpTile
                unsharpScratchBytes = FilterKernelsAVX512.unsharpScratchBytes
                unsafe unsharpFloatTile = FilterKernelsAVX512.unsharpFloatTile
                unsharpFloatScratchBytes = FilterKernelsAVX512.unsharpFloatScratchBytes
            case .avx2:
                unsafe widenRow8 = FilterKernelsAVX2.widenRow8
                unsafe widenRow16 = FilterKernelsAVX2.widenRow16
                unsafe narrowRow8 = FilterKernelsAVX2.narrowRow8
                unsafe narrowRow16 = FilterKernelsAVX2.narrowRow16
                unsafe reduceRows8 = FilterKernelsAVX2.reduceRows8
                unsafe reduceRows16 = FilterKernelsAVX2.reduceRows16
                unsafe addRow = FilterKernelsAVX2.addRow
                unsafe halveRow = FilterKernelsAVX2.halveRow
                unsafe opponentRows = FilterKernelsAVX2.opponentRows
                unsafe inverseOpponentRows = FilterKernelsAVX2.inverseOpponentRows
                unsafe blockSpectra = FilterKernelsAVX2.blockSpectra
                unsafe blockEnergies = FilterKernelsAVX2.blockEnergies
                unsafe pixelCounts = FilterKernelsAVX2.pixelCounts
                unsafe pilotBilateral = FilterKernelsAVX2.pilotBilateral
                unsafe pilotNonLocalMeans = FilterKernelsAVX2.pilotNonLocalMeans
                pilotNonLocalMeansScratchBytes = FilterKernelsAVX2.pilotNonLocalMeansScratchBytes
                unsafe wienerPass = FilterKernelsAVX2.wienerPass
                wienerScratchBytes = FilterKernelsAVX2.wienerScratchBytes
                unsafe quantizationPass = FilterKernelsAVX2.quantizationPass
                quantizationScratchBytes = FilterKernelsAVX2.quantizationScratchBytes
                unsafe mergeCoarse = FilterKernelsAVX2.mergeCoarse
                mergeCoarseScratchBytes = FilterKernelsAVX2.mergeCoarseScratchBytes
                unsafe sharpenTile = FilterKernelsAVX2.sharpenTile
                sharpenScratchBytes = FilterKernelsAVX2.sharpenScratchBytes
                unsafe bilateralTile = FilterKernelsAVX2.bilateralTile
                bilateralScratchBytes = FilterKernelsAVX2.bilateralScratchBytes
                unsafe bilateralFloatTile = FilterKernelsAVX2.bilateralFloatTile
                unsafe nonLocalMeansTile = FilterKernelsAVX2.nonLocalMeansTile
                nonLocalMeansScratchBytes = FilterKernelsAVX2.nonLocalMeansScratchBytes
                unsafe nonLocalMeansFloatTile = FilterKernelsAVX2.nonLocalMeansFloatTile
                nonLocalMeansFloatScratchBytes = FilterKernelsAVX2.nonLocalMeansFloatScratchBytes
                unsafe unsharpTile = FilterKernelsAVX2.unsharpTile
                unsharpScratchBytes = FilterKernelsAVX2.unsharpScratchBytes
                unsafe unsharpFloatTile = FilterKernelsAVX2.unsharpFloatTile
                unsharpFloatScratchBytes = FilterKernelsAVX2.unsharpFloatScratchBytes
        #endif
        default:
            unsafe widenRow8 = FilterKernels.widenRow8
            unsafe widenRow16 = FilterKernels.widenRow16
            unsafe narrowRow8 = FilterKernels.narrowRow8
            unsafe narrowRow16 = FilterKernels.narrowRow16
            unsafe reduceRows8 = FilterKernels.reduceRows8
            unsafe reduceRows16 = FilterKernels.reduceRows16
            unsafe addRow = FilterKernels.addRow
            unsafe halveRow = FilterKernels.halveRow
            unsafe opponentRows = FilterKernels.opponentRows
            unsafe inverseOpponentRows = FilterKernels.inverseOpponentRows
            unsafe blockSpectra = FilterKernels.blockSpectra
            unsafe blockEnergies = FilterKernels.blockEnergies
            unsafe pixelCounts = FilterKernels.pixelCounts
            unsafe pilotBilateral = FilterKernels.pilotBilateral
            unsafe pilotNonLocalMeans = FilterKernels.pilotNonLocalMeans
            pilotNonLocalMeansScratchBytes = FilterKernels.pilotNonLocalMeansScratchBytes
            unsafe wienerPass = FilterKernels.wienerPass
            wienerScratchBytes = FilterKernels.wienerScratchBytes
            unsafe quantizationPass = FilterKernels.quantizationPass
            quantizationScratchBytes = FilterKernels.quantizationScratchBytes
            unsafe mergeCoarse = FilterKernels.mergeCoarse
            mergeCoarseScratchBytes = FilterKernels.mergeCoarseScratchBytes
            unsafe sharpenTile = FilterKernels.sharpenTile
            sharpenScratchBytes = FilterKernels.sharpenScratchBytes
            unsafe bilateralTile = FilterKernels.bilateralTile
            bilateralScratchBytes = FilterKernels.bilateralScratchBytes
            unsafe bilateralFloatTile = FilterKernels.bilateralFloatTile
            unsafe nonLocalMeansTile = FilterKernels.nonLocalMeansTile
            nonLocalMeansScratchBytes = FilterKernels.nonLocalMeansScratchBytes
            unsafe nonLocalMeansFloatTile = FilterKernels.nonLocalMeansFloatTile
            nonLocalMeansFloatScratchBytes = FilterKernels.nonLocalMeansFloatScratchBytes
            unsafe unsharpTile = FilterKernels.unsharpTile
            unsharpScratchBytes = FilterKernels.unsharpScratchBytes
            unsafe unsharpFloatTile = FilterKernels.unsharpFloatTile
            unsharpFloatScratchBytes = FilterKernels.unsharpFloatScratchBytes
        }
    }
}

// MARK: The kernels' types: the functions of FilterKernels, without argument labels

extension KernelTable {
    // MARK: Rows of samples to rows of floats and back

    typealias Widen<Element> =
        @Sendable (UnsafePointer<Element>, UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float) -> Void

    typealias Narrow<Element> =
        @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Element>, _ count: Int, _ scale: Float) -> Void

    typealias Reduce<Element> =
        @Sendable (
            UnsafePointer<Element>, UnsafePointer<Element>, UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float
        ) -> Void

    typealias Opponent =
        @Sendable (
            UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, _ count: Int
        ) -> Void

    // MARK: Blocks that the noise is measured in

    typealias BlockSpectra =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ positions: UnsafePointer<Int32>, _ count: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ scales: UnsafePointer<Float>,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Void

    typealias BlockEnergies =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int,
            _ positions: UnsafePointer<Int32>, _ count: Int, _ even: UnsafePointer<Int32>, _ evenCount: Int,
            _ odd: UnsafePointer<Int32>, _ oddCount: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ scales: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
        ) -> Void

    typealias PixelCounts =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int, _ width: Int,
            _ positions: UnsafePointer<Int32>, _ count: Int, _ clipped: UnsafeMutablePointer<Int32>,
            _ equal: UnsafeMutablePointer<Int32>, _ scratch: UnsafeMutablePointer<Int32>
        ) -> Void

    // MARK: Steps of the filter chain

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

    typealias QuantizationPass =
        @Sendable (
            _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ rowStride: Int, _ width: Int,
            _ height: Int, _ tables: UnsafePointer<Float>, _ start: Int, _ available: Int,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Int

    typealias MergeCoarse =
        @Sendable (
            _ fine: UnsafeMutablePointer<Float>, _ fineStride: Int, _ width: Int, _ coarse: UnsafePointer<Float>,
            _ coarseStride: Int, _ start: Int, _ available: Int, _ scratch: UnsafeMutablePointer<Float>
        ) -> Int

    typealias SharpenTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ width: Int, _ height: Int, _ scratch: UnsafeMutableRawPointer, _ amount: Float,
            _ middleTap: Float, _ nearTap: Float, _ farTap: Float, _ gateStart: Float, _ gateSlope: Float,
            _ rangeShare: Float, _ peakShare: Float, _ peakSlope: Float, _ riseShare: Float
        ) -> Void

    // MARK: Textbook filters

    typealias BilateralTile =
        @Sendable (
            _ source: UnsafePointer<UInt8>, _ sourceStride: Int, _ sourcePlaneStride: Int, _ planes: Int,
            _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ outputStride: Int, _ width: Int,
            _ height: Int, _ radius: Int, _ columns: UnsafePointer<Int>, _ rows: UnsafePointer<Int>,
            _ limits: UnsafePointer<UInt32>, _ count: Int, _ scale: Float, _ shift: Int, _ offset: Int,
            _ centreWeight: Int, _ scratch: UnsafeMutableRawPointer
        ) -> Void

    typealias BilateralScratchBytes =
        @Sendable (_ planes: Int, _ width: Int, _ height: Int, _ radius: Int, _ pairs: Int) -> Int

    typealias BilateralFloatTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ planeStride: Int, _ planes: Int, _ middle: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ outputPlaneStride: Int, _ width: Int,
            _ height: Int, _ offsets: UnsafePointer<Int>, _ spatial: UnsafePointer<Float>, _ count: Int,
            _ scale: Float
        ) -> Void

    typealias NonLocalMeansTile =
        @Sendable (
            _ source: UnsafePointer<UInt8>, _ sourceStride: Int, _ sourcePlaneStride: Int, _ planes: Int,
            _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ outputStride: Int, _ width: Int,
            _ height: Int, _ searchRadius: Int, _ templateRadius: Int, _ scale: Float, _ limit: Int, _ shift: Int,
            _ offset: Int, _ centreWeight: Int, _ scratch: UnsafeMutableRawPointer
        ) -> Void

    typealias NonLocalMeansScratchBytes =
        @Sendable (_ planes: Int, _ width: Int, _ height: Int, _ searchRadius: Int, _ templateRadius: Int) -> Int

    typealias NonLocalMeansFloatTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ planeStride: Int, _ planes: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ outputPlaneStride: Int, _ width: Int,
            _ height: Int, _ searchRadius: Int, _ templateRadius: Int, _ scale: Float,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Void

    typealias NonLocalMeansFloatScratchBytes =
        @Sendable (_ sourceStride: Int, _ outputStride: Int, _ height: Int, _ templateRadius: Int) -> Int

    typealias UnsharpTile =
        @Sendable (
            _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ output: UnsafeMutablePointer<UInt8>, _ outputStride: Int,
            _ width: Int, _ height: Int, _ radius: Int, _ verticalTaps: UnsafePointer<UInt16>,
            _ horizontalTaps: UnsafePointer<UInt16>, _ amount: Int16, _ blurredRows: UnsafeMutablePointer<UInt16>
        ) -> Void

    typealias UnsharpFloatTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ width: Int, _ height: Int, _ radius: Int, _ taps: UnsafePointer<Float>,
            _ amount: Float, _ scratch: UnsafeMutablePointer<Float>
        ) -> Void
}
