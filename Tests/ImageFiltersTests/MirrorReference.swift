/// The position in 0..<count that `index` reflects to, one reflection at a time: what mirrored copies are compared with.
///
/// - Parameter repeatsEdge: … 1 0 | 0 1 …, otherwise … 2 1 | 0 1 2 …
func mirrorPosition(_ index: Int, _ count: Int, repeatsEdge: Bool = false) -> Int {
    var index = index
    while index < 0 || index >= count {
        if count == 1 { return 0 }
        index = index < 0 ? -index - (repeatsEdge ? 1 : 0) : 2 * (count - 1) - index + (repeatsEdge ? 1 : 0)
    }
    return index
}
