internal import FilterKernels

#if arch(x86_64)
    internal import FilterKernelsAVX2
    internal import FilterKernelsAVX512
#endif

/// The kernels that turn rows of samples into rows of Float and back, for one instruction set.
///
/// Signatures are those of the functions of the same name in FilterKernels, which document them.
@safe
struct RowKernels: Sendable {
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
        }
    }
}
