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
    let clippedPixels: ClippedPixels

    // MARK: Steps of the filter chain

    let pilotBilateral: PilotBilateral
    let pilotNonLocalMeans: PilotNonLocalMeans
    let pilotNonLocalMeansScratchBytes: @Sendable (_ width: Int, _ planeCount: Int, _ radius: Int) -> Int
    let wienerPass: WienerPass
    let wienerScratchBytes: @Sendable (_ width: Int, _ planeCount: Int) -> Int
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
                unsafe clippedPixels = FilterKernelsAVX512.clippedPixels
                unsafe pilotBilateral = FilterKernelsAVX512.pilotBilateral
                unsafe pilotNonLocalMeans = FilterKernelsAVX512.pilotNonLocalMeans
                pilotNonLocalMeansScratchBytes = FilterKernelsAVX512.pilotNonLocalMeansScratchBytes
                unsafe wienerPass = FilterKernelsAVX512.wienerPass
                wienerScratchBytes = FilterKernelsAVX512.wienerScratchBytes
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
                unsafe clippedPixels = FilterKernelsAVX2.clippedPixels
                unsafe pilotBilateral = FilterKernelsAVX2.pilotBilateral
                unsafe pilotNonLocalMeans = FilterKernelsAVX2.pilotNonLocalMeans
                pilotNonLocalMeansScratchBytes = FilterKernelsAVX2.pilotNonLocalMeansScratchBytes
                unsafe wienerPass = FilterKernelsAVX2.wienerPass
                wienerScratchBytes = FilterKernelsAVX2.wienerScratchBytes
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
            unsafe clippedPixels = FilterKernels.clippedPixels
            unsafe pilotBilateral = FilterKernels.pilotBilateral
            unsafe pilotNonLocalMeans = FilterKernels.pilotNonLocalMeans
            pilotNonLocalMeansScratchBytes = FilterKernels.pilotNonLocalMeansScratchBytes
            unsafe wienerPass = FilterKernels.wienerPass
            wienerScratchBytes = FilterKernels.wienerScratchBytes
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
