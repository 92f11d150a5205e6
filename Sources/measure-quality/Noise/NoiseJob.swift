internal import ImageEnhance
internal import SyntheticPictures

/// All pictures of one scene, which is drawn once for all.
struct NoiseJob: Sendable {
    let scene: SyntheticScene
    let recipes: [PictureRecipe]

    func measurements(_ engine: Engine, levels: [Int]) throws(MeasureError) -> [NoiseMeasurement] {
        let rendition = try rendition()
        var measurements = [NoiseMeasurement]()
        for recipe in recipes {
            do {
                measurements.append(try NoiseJob.measurement(of: recipe.picture(of: rendition), engine, levels))
            } catch {
                throw MeasureError(description: "\(recipe.name): \(error)")
            }
        }
        return measurements
    }

    func rendition() throws(MeasureError) -> Rendition {
        do {
            return try scene.rendition()
        } catch {
            throw MeasureError(description: "\(scene.name): \(error)")
        }
    }

    private static func measurement(
        of picture: SyntheticPicture, _ engine: Engine, _ levels: [Int]
    ) throws(CodecError) -> NoiseMeasurement {
        let decoded = try engine.decoded(picture.degraded, as: picture.storage)
        let input = RGBSamples(decoded)
        let full = RGBSamples(picture.truth)
        // What a clean file holds is its truth, compressed or not.
        let truth = picture.kind.isClean ? input : picture.storage.isGray ? full.gray : full
        var alone: (region: RegionOfInterest, decoded: DecodedImage)?
        if let region = picture.interior {
            let crop = picture.degraded.cropped(
                x: region.x, y: region.y, width: region.width, height: region.height)
            alone = (region, try engine.decoded(crop, as: picture.storage))
        }
        let smooth = picture.kind.isClean ? [] : Measures.smoothBlocks(truth, input: input)
        let measured = levels.map { level in
            let result = RGBSamples(engine.filtered(decoded, level: level))
            let cost = alone.map { region, decoded in
                let inside = truth.cropped(region)
                return Measures.psnr(RGBSamples(engine.filtered(decoded, level: level)), inside)
                    - Measures.psnr(result.cropped(region), inside)
            }
            return NoiseMeasurement.Level(
                level: level, psnr: Measures.psnr(result, truth),
                residual: Measures.residualNoise(result, truth: truth, in: smooth),
                isUntouched: result.pixels == input.pixels,
                surroundCost: cost)
        }
        return NoiseMeasurement(
            name: picture.name, kind: picture.kind.rawValue, half: picture.half.rawValue,
            isClean: picture.kind.isClean, input: Measures.psnr(input, truth),
            noise: Measures.residualNoise(input, truth: truth, in: smooth), levels: measured)
    }
}
