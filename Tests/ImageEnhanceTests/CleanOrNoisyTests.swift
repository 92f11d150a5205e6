import ImageEnhance
import SyntheticPictures
import TestSupport
import Testing

/// Never smear a clean picture, never leave a noisy one: over pictures of every kind, size, depth and file that the
/// development set has.
@Suite(.timeLimit(.minutes(10))) struct `Clean or noisy` {
    /// Kinds that the estimate still gets wrong. Each fails as a known issue, and for good once it is right: then it
    /// leaves this list.
    private static let unsolved: [SyntheticPicture.Kind: Comment] = [
        .photograph: "texture of some clean photographs is taken for noise",
        .noisySky: "blotches that strong denoising in the camera left are hardly seen at level 1",
    ]

    private func expectSolved(_ kind: SyntheticPicture.Kind, _ check: () throws -> Void) throws {
        guard let why = Self.unsolved[kind] else { return try check() }
        withKnownIssue(why) { try check() }
    }

    @Test(
        arguments: [
            (SyntheticPicture.Kind.page, 45.0), (.darkPage, 45), (.screenshot, 45), (.table, 45), (.plot, 45),
            (.diagram, 45), (.halftone, 45), (.thumbnail, 40), (.photograph, 42), (.texture, 42), (.sky, 45),
            (.collage, 42),
        ])
    func `a clean picture keeps what it shows`(kind: SyntheticPicture.Kind, bound: Double) throws {
        let pictures = DevelopmentPictures.recipes([kind], each: 4)
        #expect(!pictures.isEmpty)
        try expectSolved(kind) {
            for (scene, recipe) in pictures {
                let picture = try recipe.picture(of: scene.rendition())
                let input = try DevelopmentPictures.decoded(picture.degraded, as: picture.storage)
                for (level, bound) in [(3, bound), (5, min(bound, 38))] {
                    let output = try DevelopmentPictures.denoised(input, level: level)
                    let kept = psnr(meanSquare: DevelopmentPictures.meanSquare(output, input))
                    // What compression has changed is to be changed back.
                    let before = psnr(meanSquare: DevelopmentPictures.meanSquare(input, picture.truthPlanes))
                    let after = psnr(meanSquare: DevelopmentPictures.meanSquare(output, picture.truthPlanes))
                    let isCompressed = input.quantization.contains { $0 != nil }
                    #expect(
                        kept >= bound || isCompressed && after > before - (level == 3 ? 0.02 : 0.5),
                        "\(recipe.name), level \(level): \(before) dB before, \(after) after")
                }
            }
        }
    }

    @Test(
        arguments: [
            SyntheticPicture.Kind.gaussian, .poissonGauss, .gaussianJPEG, .camera, .cameraJPEG, .noisySky,
            .noisyTexture,
        ])
    func `levels 1 and 3 bring a noisy picture nearer to its truth`(kind: SyntheticPicture.Kind) throws {
        let pictures = DevelopmentPictures.recipes([kind], each: 2)
        #expect(!pictures.isEmpty)
        try expectSolved(kind) {
            for (scene, recipe) in pictures {
                let picture = try recipe.picture(of: scene.rendition())
                let input = try DevelopmentPictures.decoded(picture.degraded, as: picture.storage)
                let before = DevelopmentPictures.meanSquare(input, picture.truthPlanes)
                for level in [1, 3] {
                    let output = try DevelopmentPictures.denoised(input, level: level)
                    #expect(
                        DevelopmentPictures.meanSquare(output, picture.truthPlanes) < before, "\(recipe.name), \(level)"
                    )
                }
            }
        }
    }

    @Test(arguments: [SyntheticPicture.Kind.caption, .letterbox, .frame, .border])
    func `what lies around a noisy picture does not keep it noisy`(kind: SyntheticPicture.Kind) throws {
        let pictures = DevelopmentPictures.recipes([kind], each: 3)
        #expect(!pictures.isEmpty)
        try expectSolved(kind) {
            for (scene, recipe) in pictures {
                let picture = try recipe.picture(of: scene.rendition())
                let input = try DevelopmentPictures.decoded(picture.degraded, as: picture.storage)
                let before = psnr(meanSquare: DevelopmentPictures.meanSquare(input, picture.truthPlanes))
                let after = psnr(
                    meanSquare: DevelopmentPictures.meanSquare(
                        try DevelopmentPictures.denoised(input, level: 3), picture.truthPlanes))
                #expect(after > before + 2, "\(recipe.name)")
            }
        }
    }
}
