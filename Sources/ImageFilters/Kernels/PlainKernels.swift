internal import FilterKernels

#if arch(x86_64)
    internal import FilterKernelsAVX2
    internal import FilterKernelsAVX512
#endif

/// The kernels of the plain filters and of the sharpener, for one instruction set.
///
/// Signatures are those of the functions of the same name in FilterKernels, which document them.
@safe
struct PlainKernels: Sendable {
    let rows: RowKernels
    let unsharpTile: UnsharpTile
    let unsharpFloatTile: UnsharpFloatTile
    let nonLocalMeansTile: NonLocalMeansTile
    let nonLocalMeansScratchBytes: NonLocalMeansScratchBytes
    let nonLocalMeansFloatTile: NonLocalMeansFloatTile
    let bilateralTile: BilateralTile
    let bilateralScratchBytes: BilateralScratchBytes
    let bilateralFloatTile: BilateralFloatTile
    let sharpenTile: SharpenTile

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
    typealias SharpenTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ width: Int, _ height: Int, _ scratch: UnsafeMutableRawPointer, _ amount: Float,
            _ middleTap: Float, _ nearTap: Float, _ farTap: Float, _ gateStart: Float, _ gateSlope: Float,
            _ rangeShare: Float, _ peakShare: Float, _ peakSlope: Float
        ) -> Void

    /// - Precondition: the processor can run `instructionSet`.
    init(_ instructionSet: InstructionSet) {
        precondition(
            instructionSet <= .best, "instruction set \(instructionSet.rawValue) is not available on this processor")
        rows = RowKernels(instructionSet)
        switch instructionSet {
        #if arch(x86_64)
            case .avx512:
                unsafe unsharpTile = FilterKernelsAVX512.unsharpTile
                unsafe unsharpFloatTile = FilterKernelsAVX512.unsharpFloatTile
                unsafe nonLocalMeansTile = FilterKernelsAVX512.nonLocalMeansTile
                nonLocalMeansScratchBytes = FilterKernelsAVX512.nonLocalMeansScratchBytes
                unsafe nonLocalMeansFloatTile = FilterKernelsAVX512.nonLocalMeansFloatTile
                unsafe bilateralTile = FilterKernelsAVX512.bilateralTile
                bilateralScratchBytes = FilterKernelsAVX512.bilateralScratchBytes
                unsafe bilateralFloatTile = FilterKernelsAVX512.bilateralFloatTile
                unsafe sharpenTile = FilterKernelsAVX512.sharpenTile
            case .avx2:
                unsafe unsharpTile = FilterKernelsAVX2.unsharpTile
                unsafe unsharpFloatTile = FilterKernelsAVX2.unsharpFloatTile
                unsafe nonLocalMeansTile = FilterKernelsAVX2.nonLocalMeansTile
                nonLocalMeansScratchBytes = FilterKernelsAVX2.nonLocalMeansScratchBytes
                unsafe nonLocalMeansFloatTile = FilterKernelsAVX2.nonLocalMeansFloatTile
                unsafe bilateralTile = FilterKernelsAVX2.bilateralTile
                bilateralScratchBytes = FilterKernelsAVX2.bilateralScratchBytes
                unsafe bilateralFloatTile = FilterKernelsAVX2.bilateralFloatTile
                unsafe sharpenTile = FilterKernelsAVX2.sharpenTile
        #endif
        default:
            unsafe unsharpTile = FilterKernels.unsharpTile
            unsafe unsharpFloatTile = FilterKernels.unsharpFloatTile
            unsafe nonLocalMeansTile = FilterKernels.nonLocalMeansTile
            nonLocalMeansScratchBytes = FilterKernels.nonLocalMeansScratchBytes
            unsafe nonLocalMeansFloatTile = FilterKernels.nonLocalMeansFloatTile
            unsafe bilateralTile = FilterKernels.bilateralTile
            bilateralScratchBytes = FilterKernels.bilateralScratchBytes
            unsafe bilateralFloatTile = FilterKernels.bilateralFloatTile
            unsafe sharpenTile = FilterKernels.sharpenTile
        }
    }
}
