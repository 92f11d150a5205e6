/// A group's planes while the chain works on them: transparent samples hold a visible neighbour's color, so that every
/// step, and the noise measurement too, sees the same picture.
struct OpenGroup<Element: KernelSample>: Sendable {
    let group: PlaneGroup
    /// Where the planes are transparent; `nil` if nowhere.
    let transparency: TransparentMask?
    /// In the order of `group.planes`. A step replaces them by planes of the same size.
    var planes: [Plane<Element>]
    /// The steps that each was quantised with when the picture was opened, as far as they are known.
    var quantization: [QuantizationSteps?]
    /// Those of the luma of RGB planes, whose file does not tell of them.
    var lumaQuantization: QuantizationSteps?
    /// Those of the first plane, or of the luma of RGB planes.
    var firstQuantization: QuantizationSteps? { lumaQuantization ?? quantization[0] }
    /// What transparent samples come from when the group is closed; none where nothing is transparent, so that steps
    /// which replace a plane free it.
    private let originals: [Plane<Element>]
    private let kernels: KernelTable

    /// - Parameters:
    ///   - planes, quantization: of the whole image.
    ///   - alpha: `nil` in an image without.
    init(
        _ group: PlaneGroup, of planes: [Plane<Element>], quantization: [QuantizationSteps?], alpha: Plane<Element>?,
        kernels: KernelTable
    ) {
        self.group = group
        self.kernels = kernels
        self.quantization = group.planes.map { quantization[$0] }
        let members = group.planes.map { planes[$0] }
        transparency = TransparentMask(width: members[0].width, height: members[0].height, alpha: alpha)
        originals = transparency == nil ? [] : members
        self.planes = transparency.map { mask in members.map { mask.filled($0) } } ?? members
    }

    /// Calls `body` with what reads the planes as floats.
    func withLoader<Result, Failure: Error>(
        _ body: (RegionLoader<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try SourcePlane.withPlanes(planes) { sources throws(Failure) in
            try body(RegionLoader(sources: sources, transform: group.transform, kernels: kernels))
        }
    }

    /// The planes, with their transparent samples as they were.
    consuming func closed() -> [Plane<Element>] {
        for (index, original) in originals.enumerated() { transparency?.restore(&planes[index], from: original) }
        return planes
    }
}
