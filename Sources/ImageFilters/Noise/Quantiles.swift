/// Order statistics in linear time.
enum Quantiles {
    /// The `count` smallest values' indices in ascending order of index; of equal values the first ones.
    static func indicesOfSmallest(_ count: Int, of values: [Float]) -> [Int] {
        guard count < values.count else { return Array(values.indices) }
        guard count > 0 else { return [] }
        var copy = values
        let threshold = select(count - 1, in: &copy)
        var ties = count - values.count { $0 < threshold }
        return values.indices.filter { index in
            if values[index] < threshold { return true }
            guard values[index] == threshold, ties > 0 else { return false }
            ties -= 1
            return true
        }
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
        var low = 0
        var high = values.count - 1
        while low < high {
            // The median of three keeps sorted input from being the worst case.
            let (a, b, c) = (values[low], values[(low + high) / 2], values[high])
            let pivot = max(min(a, b), min(max(a, b), c))
            var i = low
            var j = high
            while i <= j {
                while values[i] < pivot { i += 1 }
                while values[j] > pivot { j -= 1 }
                if i <= j {
                    values.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if rank <= j {
                high = j
            } else if rank >= i {
                low = i
            } else {
                break
            }
        }
        return values[rank]
    }
}
