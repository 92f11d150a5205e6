/// A group's planes while the chain works on them: transparent samples hold a visible neighbour's color, so that every
/// step, and the noise measurement too, sees the same picture.
struct OpenGroup<Element: KernelSample>: Sendable {
    let group: PlaneGroup
    /// Where the planes are transparent; `nil` if nowhere.
    let transparency: TransparentMask?
    /// In the order of `group.planes`. A step replaces them by planes of the same size.
    var planes: [Plane<Element>]
    private let kernels: KernelTable

    /// - Parameters:
    ///   - planes: of the whole image.
    ///   - alpha: `nil` in an image without.
    init(_ group: PlaneGroup, of planes: [Plane<Element>], alpha: Plane<Element>?, kernels: KernelTable) {
        self.group = group
        self.kernels = kernels
        let members = group.planes.map { planes[$0] }
        let mask = TransparentMask(width: members[0].width, height: members[0].height, alpha: alpha)
        self.planes = mask.map { mask in members.map { mask.filled($0) } } ?? members
        transparency = mask
    }

    /// Calls `body` with what reads the planes as floats.
    func withLoader<Result, Failure: Error>(
        _ body: (RegionLoader<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try SourcePlane.withPlanes(planes) { sources throws(Failure) in
            try body(RegionLoader(sources: sources, transform: group.transform, kernels: kernels))
        }
    }

    /// Puts the planes into their places among those of the image, whose transparent samples stay.
    mutating func close(into result: inout [Plane<Element>]) {
        for (position, index) in group.planes.enumerated() {
            transparency?.restore(&planes[position], from: result[index])
            result[index] = planes[position]
        }
    }
}
