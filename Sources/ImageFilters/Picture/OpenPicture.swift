/// A picture on its way through the filter chain: opened once, into groups of planes that steps replace, and closed into
/// planes again.
struct OpenPicture<Element: KernelSample>: Sendable {
    /// In the order of `PlaneGroup.groups`.
    var groups: [OpenGroup<Element>]
    /// `nil` in an image without.
    private let alpha: Plane<Element>?

    /// - Parameters:
    ///   - planes: those of `image`, alpha included.
    ///   - image: says what the planes are; its own are not looked at.
    ///   - kernels: what the groups' samples are loaded with.
    init(_ planes: [Plane<Element>], of image: PlanarImage, kernels: KernelTable) {
        alpha = image.hasAlpha ? planes.last : nil
        groups = PlaneGroup.groups(of: image).map { [alpha] in
            OpenGroup($0, of: planes, quantization: image.quantization, alpha: alpha, kernels: kernels)
        }
    }

    /// The planes of the image, those of the groups as the steps left them; alpha and transparent samples as they were.
    consuming func closed() -> [Plane<Element>] {
        var result: [Int: Plane<Element>] = [:]
        for group in groups {
            for (index, plane) in zip(group.group.planes, group.closed()) { result[index] = plane }
        }
        return result.sorted { $0.key < $1.key }.map(\.value) + (alpha.map { [$0] } ?? [])
    }
}
