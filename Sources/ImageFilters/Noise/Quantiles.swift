/// Order statistics in linear time.
enum Quantiles {
    /// The `count` smallest values' indices in ascending order of index; of equal values the first ones.
    static func indicesOfSmallest(_ count: Int, of values: [Float]) -> [Int] {
        guard count < values.count else { return Array(values.indices) }
        guard count > 0 else { return [] }
        var copy = values
        let threshold = select(count - 1, in: &copy)
        // Before that rank all are smaller, or else tie with it.
        var ties = copy[..<count].count { $0 == threshold }
        var indices: [Int] = []
        indices.reserveCapacity(count)
        for index in values.indices where values[index] <= threshold {
            if values[index] == threshold {
                guard ties > 0 else { continue }
                ties -= 1
            }
            indices.append(index)
        }
        return indices
    }

    /// The median; the mean of the two middle values where their number is even. `values` is reordered.
    static func median(of values: inout [Float]) -> Float {
        precondition(!values.isEmpty, "the median of nothing")
        let middle = values.count / 2
        let upper = select(middle, in: &values)
        if values.count % 2 == 1 { return upper }
        // `select` left everything smaller before it.
        return (values[..<middle].max()! + upper) / 2
    }

    /// The value that would stand at `rank` if `values` were sorted. Smaller ones end up before it, larger ones after.
    static func select(_ rank: Int, in values: inout [Float]) -> Float {
        precondition(values.indices.contains(rank), "no value has rank \(rank)")
        return unsafe values.withUnsafeMutableBufferPointer { values in
            var low = 0
            var high = values.count
            while true {
                // The median of three keeps sorted input from being the worst case.
                let (a, b, c) = unsafe (values[low], values[(low + high) / 2], values[high - 1])
                let pivot = max(min(a, b), min(max(a, b), c))
                let middle = unsafe partition(values, low..<high) { $0 < pivot }
                if rank < middle {
                    high = middle
                } else if middle > low {
                    low = middle
                } else {
                    // None is smaller: leaves out all that equal the pivot, of which there may be many.
                    low = unsafe partition(values, low..<high) { $0 <= pivot }
                    if rank < low { return pivot }
                }
            }
        }
    }

    /// Moves the values of a range that belong to its front there, and says where the others begin.
    ///
    /// Without a branch on any value: those of noise cannot be foreseen.
    @inline(__always)
    private static func partition(
        _ values: UnsafeMutableBufferPointer<Float>, _ range: Range<Int>, isFront: (Float) -> Bool
    ) -> Int {
        var end = range.lowerBound
        for index in range {
            // SAFETY: `end` never overtakes `index`, and the range is one of indices.
            let value = unsafe values[index]
            unsafe values[index] = values[end]
            unsafe values[end] = value
            end += isFront(value) ? 1 : 0
        }
        return end
    }

    /// The indices of values that are not negative, in ascending order of value; of equal ones the first comes first.
    static func ascendingOrder(of values: [Float]) -> [Int] {
        // Bits of such numbers are ordered as the numbers are: a radix sort by 11 of them at a time. Each value travels
        // with its index, in the lower half.
        let radix = 1 << 11
        var pairs = values.enumerated().map { UInt64($1.bitPattern) << 32 | UInt64($0) }
        var next = pairs
        for shift in [32, 43, 54] as [UInt64] {
            var ends = [Int](repeating: 0, count: radix + 1)
            unsafe ends.withUnsafeMutableBufferPointer { ends in
                // SAFETY: a digit is less than the radix, and each index is an end before it grows.
                for pair in pairs { unsafe ends[Int(pair >> shift) & (radix - 1) + 1] += 1 }
                for digit in 0..<radix { unsafe ends[digit + 1] += ends[digit] }
                for pair in pairs {
                    let digit = Int(pair >> shift) & (radix - 1)
                    unsafe next[ends[digit]] = pair
                    unsafe ends[digit] += 1
                }
            }
            swap(&pairs, &next)
        }
        return pairs.map { Int($0 & 0xFFFF_FFFF) }
    }
}
