// The one place where planes become pointers that C code and worker threads share.

/// Read access to a plane while `withPlanes` runs.
@safe
package struct SourcePlane<Element: Sample>: @unchecked Sendable {
    // SAFETY: nobody writes to the memory while this value exists; `withPlanes` keeps the array alive for that long.
    package let base: UnsafePointer<Element>
    package let width: Int
    package let height: Int
    package let stride: Int

    /// The first sample of row `y`.
    package func row(_ y: Int) -> UnsafePointer<Element> {
        assert((0..<height).contains(y), "the plane has no row \(y)")
        return unsafe base + y * stride
    }
}

extension SourcePlane {
    /// Calls `body` with read access to `planes`.
    package static func withPlanes<Result, Failure: Error>(
        _ planes: [Plane<Element>], _ body: ([SourcePlane<Element>]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try open(planes[...], found: [], body)
    }

    /// One level of recursion a plane: at the innermost, all are open.
    private static func open<Result, Failure: Error>(
        _ planes: ArraySlice<Plane<Element>>, found: [SourcePlane<Element>],
        _ body: ([SourcePlane<Element>]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let plane = planes.first else { return try body(found) }
        return try unsafe plane.samples.withUnsafeBufferPointer { samples throws(Failure) in
            // SAFETY: a plane is never empty, and its memory stays until `body` has returned.
            let source = unsafe SourcePlane(
                base: samples.baseAddress!, width: plane.width, height: plane.height, stride: plane.stride)
            return try open(planes.dropFirst(), found: found + [source], body)
        }
    }
}

/// Write access to a plane while `makePlanes` runs.
@safe
package struct TargetPlane<Element: Sample>: @unchecked Sendable {
    // SAFETY: threads that write at the same time share out the samples among them.
    package let base: UnsafeMutablePointer<Element>
    package let stride: Int
}

extension TargetPlane {
    /// New planes that `fill` writes, one a size, rows without padding.
    ///
    /// The memory is not touched before `fill` does, so that a damaged file that announces a huge picture costs only
    /// what it really holds.
    ///
    /// - Parameter fill: writes every sample of every plane, or throws.
    package static func makePlanes<Failure: Error>(
        _ sizes: [(width: Int, height: Int)], fill: ([TargetPlane<Element>]) throws(Failure) -> Void
    ) throws(Failure) -> [Plane<Element>] {
        try make(sizes[...], made: [], fill)
    }

    /// One level of recursion a plane: at the innermost, the memory of all is there and gets filled.
    private static func make<Failure: Error>(
        _ sizes: ArraySlice<(width: Int, height: Int)>, made: [TargetPlane<Element>],
        _ fill: ([TargetPlane<Element>]) throws(Failure) -> Void
    ) throws(Failure) -> [Plane<Element>] {
        guard let size = sizes.first else {
            try fill(made)
            return []
        }
        let count = size.width * size.height
        var others: [Plane<Element>] = []
        var failure: Failure?
        let samples = unsafe [Element](unsafeUninitializedCapacity: count) { memory, initializedCount in
            let target = unsafe TargetPlane(base: memory.baseAddress!, stride: size.width)
            unsafe adviseLargePages(target.base, byteCount: count * MemoryLayout<Element>.stride)
            do throws(Failure) {
                others = try make(sizes.dropFirst(), made: made + [target], fill)
                // SAFETY: `fill` returned, so it wrote every sample.
                initializedCount = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return [Plane(width: size.width, height: size.height, stride: size.width, samples: samples)] + others
    }
}
