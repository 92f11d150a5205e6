/// The samples of several planes at once, lent to C as pointers.
enum PlaneMemory {
    /// Planes that `fill` writes, one a size, rows without padding.
    ///
    /// The memory is not touched before `fill` does, so that a damaged file that announces a huge picture costs
    /// only what it really holds.
    ///
    /// - Parameter fill: gets one pointer a plane, writes all `width * height` samples behind each and says `true`;
    ///   or gives up and says `false`.
    /// - Returns: `nil` when `fill` gave up.
    static func filled<Element: Sample>(
        _ sizes: [(width: Int, height: Int)], by fill: ([UnsafeMutablePointer<Element>]) -> Bool
    ) -> [Plane<Element>]? {
        var isFilled = false
        let planes = unsafe samples(for: sizes[...], pointers: [], isFilled: &isFilled, fill)
        guard isFilled else { return nil }
        return zip(sizes, planes).map { size, samples in
            Plane(width: size.width, height: size.height, stride: size.width, samples: samples)
        }
    }

    /// Lends the samples of all planes for the time of `body`: one pointer a plane, to its `stride * height` samples.
    static func reading<Element: Sample, Result>(
        _ planes: [Plane<Element>], _ body: ([UnsafePointer<Element>]) -> Result
    ) -> Result {
        unsafe lend(planes[...], pointers: [], body)
    }

    /// One level of recursion a plane: at the innermost, the memory of all planes is open and gets filled.
    private static func samples<Element: Sample>(
        for sizes: ArraySlice<(width: Int, height: Int)>, pointers: [UnsafeMutablePointer<Element>],
        isFilled: inout Bool, _ fill: ([UnsafeMutablePointer<Element>]) -> Bool
    ) -> [[Element]] {
        guard let size = sizes.first else {
            isFilled = unsafe fill(pointers)
            return []
        }
        let capacity = size.width * size.height
        var rest: [[Element]] = []
        // SAFETY: the pointer is used inside this closure only; sizes are positive, so there is a base address; and
        // samples count as initialised only when `fill` says that it has written them all.
        let own = unsafe [Element](unsafeUninitializedCapacity: capacity) { buffer, count in
            unsafe adviseLargePages(buffer.baseAddress!, byteCount: capacity * MemoryLayout<Element>.stride)
            rest = unsafe samples(
                for: sizes.dropFirst(), pointers: pointers + [buffer.baseAddress!], isFilled: &isFilled, fill)
            count = isFilled ? capacity : 0
        }
        return [own] + rest
    }

    private static func lend<Element: Sample, Result>(
        _ planes: ArraySlice<Plane<Element>>, pointers: [UnsafePointer<Element>],
        _ body: ([UnsafePointer<Element>]) -> Result
    ) -> Result {
        guard let plane = planes.first else { return unsafe body(pointers) }
        // SAFETY: the pointer is used inside this closure only, and a plane has at least one sample.
        return unsafe plane.samples.withUnsafeBufferPointer { buffer in
            unsafe lend(planes.dropFirst(), pointers: pointers + [buffer.baseAddress!], body)
        }
    }
}
