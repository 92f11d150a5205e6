/// The distance between rows of a scratch tile, such that whole vectors may be read and written at a row's end.
///
/// One vector more than `count`, rounded up to whole cache lines for any sample.
func paddedStride(_ count: Int) -> Int {
    (count + 2 * ScratchMemory.alignment - 1) / ScratchMemory.alignment * ScratchMemory.alignment
}
