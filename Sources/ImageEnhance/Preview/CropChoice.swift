/// Chooses the part of a picture that tells most about levels: one with strong detail and with quiet ground.
struct CropChoice {
    let image: PlanarImage
    let conversion: RGBConversion

    /// Places that are looked at, in each direction.
    private static let places = 5

    /// A square of side `size` inside the picture; less where the picture is smaller.
    func crop(size: Int) -> Rectangle {
        let width = min(size, image.width)
        let height = min(size, image.height)
        let steps = 0..<CropChoice.places
        let candidates = steps.flatMap { row in
            steps.map { column in
                Rectangle(
                    x: (image.width - width) * column / (CropChoice.places - 1),
                    y: (image.height - height) * row / (CropChoice.places - 1), width: width, height: height)
            }
        }
        // The middle first: it is taken when no other place tells more.
        let middle = candidates[candidates.count / 2]
        return candidates.reduce((middle, contrast(middle))) { best, candidate in
            let own = contrast(candidate)
            return own > best.1 ? (candidate, own) : best
        }.0
    }

    /// How much more green deviates in the busiest quarter of the 8×8 blocks than in the quietest tenth.
    private func contrast(_ crop: Rectangle) -> Float {
        let green = conversion.raster(of: image, in: crop).planes[1]
        var deviations: [Float] = []
        for top in stride(from: 0, through: crop.height - 8, by: 8) {
            for left in stride(from: 0, through: crop.width - 8, by: 8) {
                let values = (0..<64).map { Float(green[left + $0 % 8, top + $0 / 8]) }
                let mean = values.reduce(0, +) / 64
                deviations.append((values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 64).squareRoot())
            }
        }
        guard !deviations.isEmpty else { return 0 }
        deviations.sort()
        return deviations[deviations.count * 3 / 4] - deviations[deviations.count / 10]
    }
}
