internal import ImageEnhance
internal import SyntheticPictures

/// Saves a scene as JPEG at each quality, and filters what comes out.
struct CompressionJob: Sendable {
    let engine: Engine
    let level: Int
    let qualities: [Int]
    let isSubsampled: Bool
    /// Whether it was saved once before, on another grid.
    let isTwice: Bool

    private static let firstQuality = 60
    private static let shift = 3

    func measurements(of scene: SyntheticScene) throws(MeasureError) -> [CompressionMeasurement] {
        do {
            return try measured(scene)
        } catch {
            throw MeasureError(description: "\(scene.name): \(error)")
        }
    }

    private func measured(_ scene: SyntheticScene) throws -> [CompressionMeasurement] {
        var truth = try scene.rendition()
        var source = truth
        if isTwice {
            let first = try engine.decoded(truth, as: storage(quality: Self.firstQuality))
            source = Self.shifted(RGBSamples(first).rendition(side: .max))
            truth = Self.shifted(truth)
        }
        let planes = storage(quality: 100).planes(of: truth)
        let samples = RGBSamples(truth)
        let uncompressed = figures(engine.filtered(planes, level: level), planes, samples)
        return try qualities.map { quality in
            let decoded = try engine.decoded(source, as: storage(quality: quality)).image
            return CompressionMeasurement(
                name: scene.name, group: scene.group.rawValue, half: scene.half.rawValue, quality: quality,
                input: figures(decoded, planes, samples),
                output: figures(engine.filtered(decoded, level: level), planes, samples), uncompressed: uncompressed)
        }
    }

    private func storage(quality: Int) -> SyntheticPicture.Storage {
        .jpeg(quality: quality, isSubsampled: isSubsampled)
    }

    private static func shifted(_ picture: Rendition) -> Rendition {
        picture.cropped(x: shift, y: shift, width: picture.width - shift, height: picture.height - shift)
    }

    private func figures(
        _ image: PlanarImage, _ truth: PlanarImage, _ samples: RGBSamples
    ) -> CompressionMeasurement.Figures {
        guard case .eight(let planes) = image.planes, case .eight(let references) = truth.planes else {
            preconditionFailure("a JPEG has 8 bits")
        }
        let meanSquare = Measures.meanSquare(planes[0], references[0])
        let blocking = Blocking(planes[0])
        return CompressionMeasurement.Figures(
            psnr: Measures.decibels(meanSquare), psnrB: blocking.psnrB(meanSquare: meanSquare),
            blocking: blocking.ratio, rgb: Measures.psnr(RGBSamples(image, isStudioRange: false), samples))
    }
}
