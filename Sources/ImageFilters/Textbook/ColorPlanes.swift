extension PlanarImage {
    /// The image with its color planes filtered and alpha, if any, as it was.
    ///
    /// RGB planes go together where `jointly` says so; all others one at a time.
    func mapColorPlanes(
        jointly: Bool,
        eight: ([Plane<UInt8>]) throws(CancellationError) -> [Plane<UInt8>],
        sixteen: ([Plane<UInt16>]) throws(CancellationError) -> [Plane<UInt16>]
    ) throws(CancellationError) -> PlanarImage {
        var result = self
        let together = jointly && colorModel == .rgb
        switch planes {
        case .eight(let planes): result.planes = .eight(try mapColor(planes, together, eight))
        case .sixteen(let planes): result.planes = .sixteen(try mapColor(planes, together, sixteen))
        }
        return result
    }

    private func mapColor<Element>(
        _ planes: [Plane<Element>], _ together: Bool,
        _ filter: ([Plane<Element>]) throws(CancellationError) -> [Plane<Element>]
    ) throws(CancellationError) -> [Plane<Element>] {
        let color = planes.prefix(colorModel.planeCount)
        let alpha = planes.dropFirst(colorModel.planeCount)
        if together { return try filter(Array(color)) + alpha }
        var filtered: [Plane<Element>] = []
        for plane in color { filtered += try filter([plane]) }
        return filtered + alpha
    }
}
