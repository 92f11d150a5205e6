public import ImagePlanes

extension PlanarImage.Planes {
    /// The planes of an 8-bit image; `nil` for a deeper one. For `#require`.
    public var eight: [Plane<UInt8>]? {
        if case .eight(let planes) = self { planes } else { nil }
    }
}
