package import ImagePlanes

/// A picture with the truth behind it.
package struct SyntheticPicture: Sendable {
    package let name: String
    package let kind: Kind
    /// Number of the scene it was made of.
    package let scene: Int
    package let storage: Storage
    /// Without noise. Equal to `degraded` where the kind is clean.
    package let truth: Rendition
    package let degraded: Rendition
    /// Where noise is, when there is something around it.
    package let interior: RegionOfInterest?

    package var half: SceneHalf { SceneHalf(scene: scene) }

    /// The degraded picture in the planes that its file holds.
    package var planes: PlanarImage { storage.planes(of: degraded) }

    /// The truth in the same planes.
    package var truthPlanes: PlanarImage { storage.planes(of: truth) }
}

extension SyntheticPicture.Storage {
    /// The planes that such a file holds, before compression.
    package func planes(of picture: Rendition) -> PlanarImage {
        switch self {
        case .png, .losslessWebP: picture.rgb8()
        case .png16: picture.rgb16()
        case .grayPNG, .grayJPEG: picture.gray()
        case .jpeg(_, let isSubsampled): picture.yCbCr(isSubsampled ? .yCbCr420 : .none(planes: 3))
        case .webp: picture.yCbCr(.yCbCr420, range: .studio)
        }
    }
}
