internal import Foundation
internal import ImageEnhance
internal import SyntheticPictures

/// Writes pictures as PNG, to look at: truth, input, and the result of each level.
struct PictureWriter {
    let folder: String
    let levels: [Int]
    let engine: Engine

    func write(_ job: NoiseJob) throws {
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let scene = try job.rendition()
        for recipe in job.recipes {
            let picture = recipe.picture(of: scene)
            let decoded = try engine.decoded(picture.degraded, as: picture.storage)
            var files = [("input", RGBSamples(decoded))]
            if !picture.kind.isClean { files.append(("truth", RGBSamples(picture.truth))) }
            files += levels.map { ("level\($0)", RGBSamples(engine.filtered(decoded, level: $0))) }
            for (suffix, samples) in files {
                let image = samples.rendition(side: .max).rgb8()
                let bytes = try ImageEncoder().encode(image, as: .png(PNGEncoding(colorType: .rgb)))
                try Data(bytes).write(to: root.appending(path: "\(recipe.name)-\(suffix).png"))
            }
        }
    }
}
