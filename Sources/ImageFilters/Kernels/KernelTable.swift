internal import FilterKernels

#if arch(x86_64)
    internal import FilterKernelsAVX2
    internal import FilterKernelsAVX512
#endif

/// The kernels of one instruction set, as plain functions. Made where a filter begins and passed down.
@safe
struct KernelTable: Sendable {
    let unsharpTile: UnsharpTile

    typealias UnsharpTile =
        @Sendable (
            _ source: UnsafePointer<UInt8>, _ sourceStride: Int, _ output: UnsafeMutablePointer<UInt8>,
            _ outputStride: Int, _ width: Int, _ height: Int, _ radius: Int, _ verticalTaps: UnsafePointer<UInt16>,
            _ horizontalTaps: UnsafePointer<UInt16>, _ amount: Int16, _ blurredRow: UnsafeMutableRawPointer
        ) -> Void

    /// - Precondition: the processor can run `instructionSet`.
    init(_ instructionSet: InstructionSet) {
        precondition(
            instructionSet <= .best, "instruction set \(instructionSet.rawValue) is not available on this processor")
        switch instructionSet {
        #if arch(x86_64)
            case .avx512:
                unsafe unsharpTile = FilterKernelsAVX512.unsharpTile
            case .avx2:
                unsafe unsharpTile = FilterKernelsAVX2.unsharpTile
        #endif
        default:
            unsafe unsharpTile = FilterKernels.unsharpTile
        }
    }
}
