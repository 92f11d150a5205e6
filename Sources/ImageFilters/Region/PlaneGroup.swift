/// Planes of one size that are denoised together, with common weights.
struct PlaneGroup: Sendable, Hashable {
    /// What happens to the samples between the image and the filters.
    enum Transform: Sendable, Hashable {
        case none
        /// RGB to orthonormal opponent planes; the first is luma × √3.
        case opponent
    }

    /// Indices among the planes of the image.
    let planes: [Int]
    let transform: Transform
    /// Whether the first plane is the one to sharpen.
    let hasLuma: Bool

    /// Mean of the first plane's samples, times this, is luma on the 8-bit scale.
    var lumaScale: Float { transform == .opponent ? 0.57735027 : 1 }

    /// The groups of an image. Alpha is in none.
    static func groups(of image: PlanarImage) -> [PlaneGroup] {
        switch image.colorModel {
        case .gray:
            return [PlaneGroup(planes: [0], transform: .none, hasLuma: true)]
        case .rgb where image.subsampling.isFullResolution:
            return [PlaneGroup(planes: [0, 1, 2], transform: .opponent, hasLuma: true)]
        case .yCbCr where image.subsampling.isFullResolution:
            return [PlaneGroup(planes: [0, 1, 2], transform: .none, hasLuma: true)]
        case .yCbCr, .ycck:
            let luma = PlaneGroup(planes: [0], transform: .none, hasLuma: true)
            let black = image.colorModel == .ycck ? [PlaneGroup(planes: [3], transform: .none, hasLuma: true)] : []
            let together = image.subsampling.factors[1] == image.subsampling.factors[2]
            let chroma = (together ? [[1, 2]] : [[1], [2]]).map {
                PlaneGroup(planes: $0, transform: .none, hasLuma: false)
            }
            return [luma] + chroma + black
        case .rgb, .cmyk, .unknown:
            return (0..<image.colorModel.planeCount).map {
                PlaneGroup(planes: [$0], transform: .none, hasLuma: true)
            }
        }
    }
}
