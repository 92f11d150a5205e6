/// Planes of one size that are denoised together, with common weights.
struct PlaneGroup: Sendable, Hashable, Codable {
    /// What happens to the samples between the image and the filters.
    enum Transform: String, Sendable, Hashable, Codable {
        case none
        /// RGB to orthonormal opponent planes; the first is luma × √3.
        case opponent
    }

    /// Indices among the planes of the image.
    let planes: [Int]
    /// What the planes hold once transformed.
    let names: [String]
    let transform: Transform
    /// Whether the planes are chroma without their luma: such a group takes the strength of luma's, its noise does not
    /// depend on intensity, and it is not sharpened.
    let isChroma: Bool

    /// Mean of the first plane's samples, times this, is luma on the 8-bit scale.
    var lumaScale: Float { transform == .opponent ? 0.57735027 : 1 }

    /// Per plane the least and the largest value that samples of 0…255 become.
    var ranges: [ClosedRange<Float>] {
        transform == .opponent ? [0...441.68, -180.32...180.32, -208.21...208.21] : planes.map { _ in 0...255 }
    }

    /// The groups of an image. Alpha is in none.
    static func groups(of image: PlanarImage) -> [PlaneGroup] {
        switch image.colorModel {
        case .gray:
            return [PlaneGroup(planes: [0], names: ["gray"], transform: .none, isChroma: false)]
        case .rgb where image.subsampling.isFullResolution:
            return [PlaneGroup(planes: [0, 1, 2], names: opponentNames, transform: .opponent, isChroma: false)]
        case .yCbCr where image.subsampling.isFullResolution:
            return [PlaneGroup(planes: [0, 1, 2], names: yCbCrNames, transform: .none, isChroma: false)]
        case .yCbCr, .ycck:
            let luma = PlaneGroup(planes: [0], names: ["Y"], transform: .none, isChroma: false)
            let black = PlaneGroup(planes: [3], names: ["K"], transform: .none, isChroma: false)
            let together = image.subsampling.factors[1] == image.subsampling.factors[2]
            let chroma = (together ? [[1, 2]] : [[1], [2]]).map { planes in
                PlaneGroup(
                    planes: planes, names: planes.map { yCbCrNames[$0] }, transform: .none, isChroma: true)
            }
            return [luma] + chroma + (image.colorModel == .ycck ? [black] : [])
        case .rgb, .cmyk, .unknown:
            return (0..<image.colorModel.planeCount).map { index in
                let name = image.colorModel == .cmyk ? ["C", "M", "Y", "K"][index] : "plane \(index)"
                return PlaneGroup(planes: [index], names: [name], transform: .none, isChroma: false)
            }
        }
    }

    private static let yCbCrNames = ["Y", "Cb", "Cr"]
    /// Each is divided by the root of the sum of its squared factors.
    private static let opponentNames = ["R+G+B", "R-B", "R-2G+B"]
}
