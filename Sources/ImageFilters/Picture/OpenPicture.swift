/// A picture on its way through the filter chain: opened once, into groups of planes that steps replace, and closed into
/// planes again.
struct OpenPicture<Element: KernelSample>: Sendable {
    /// In the order of `PlaneGroup.groups`.
    var groups: [OpenGroup<Element>]
    private let originals: [Plane<Element>]

    /// - Parameters:
    ///   - planes: those of `image`, alpha included.
    ///   - kernels: what the groups' samples are loaded with.
    init(_ planes: [Plane<Element>], of image: PlanarImage, kernels: KernelTable) {
        originals = planes
        let alpha = image.hasAlpha ? planes.last : nil
        groups = PlaneGroup.groups(of: image).map { OpenGroup($0, of: planes, alpha: alpha, kernels: kernels) }
    }

    /// The planes of the image, those of the groups as the steps left them; alpha and transparent samples as they were.
    consuming func closed() -> [Plane<Element>] {
        var result = originals
        for index in groups.indices { groups[index].close(into: &result) }
        return result
    }
}
