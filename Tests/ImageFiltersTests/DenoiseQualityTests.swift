import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Denoise quality` {
    static let kinds: [PictureKind] = [.gray, .rgb, .yCbCr420, .yCbCr444, .rgb16, .cmyk]

    @Test(arguments: kinds, [5, 10, 15, 25, 50])
    func `level 3 raises PSNR`(kind: PictureKind, sigma: Double) throws {
        for (scene, gain): (Scene?, Double) in [(.gradient, 10), (.slantedEdge, 10), (nil, 5)] {
            let clean = kind.picture(scene, width: 192, height: 160)
            let noisy = kind.picture(scene, width: 192, height: 160, noise: sigma)
            let before = psnr(meanSquare: noisy.meanSquare(from: clean))
            let estimated = psnr(meanSquare: try denoising(3).apply(to: noisy).meanSquare(from: clean))
            #expect(estimated > before + gain, "\(String(describing: scene)): \(before) to \(estimated) dB")
            // A deviation is given for R, G and B; in the planes of YCbCr it stands for less.
            guard kind.colorModel != .yCbCr else { continue }
            let given = psnr(
                meanSquare:
                    try denoising(3, noiseSigma: Float(sigma)).apply(to: noisy).meanSquare(from: clean))
            #expect(
                given > before + gain - 4, "\(String(describing: scene)), deviation given: \(before) to \(given) dB")
        }
    }

    @Test(arguments: kinds, [nil, 15] as [Float?])
    func `each level leaves less noise on flat and smooth ground`(kind: PictureKind, noiseSigma: Float?) throws {
        for scene in [Scene.flat, .gradient] {
            let clean = kind.picture(scene, width: 160, height: 160)
            let noisy = kind.picture(scene, width: 160, height: 160, noise: 15)
            var last = noisy.meanSquare(from: clean)
            for level in 1...5 {
                let left = try denoising(level, noiseSigma: noiseSigma).apply(to: noisy).meanSquare(from: clean)
                #expect(left < last, "\(scene), level \(level): \(last) to \(left)")
                last = left
            }
        }
    }

    @Test(arguments: kinds)
    func `each level removes more from a scene`(kind: PictureKind) throws {
        let noisy = kind.picture(nil, width: 160, height: 160, noise: 15)
        var last = 0.0
        for level in 1...5 {
            let removed = try denoising(level).apply(to: noisy).meanSquare(from: noisy)
            #expect(removed > last, "level \(level): \(last) to \(removed)")
            last = removed
        }
    }

    @Test(arguments: kinds)
    func `clean scenes pass level 3 nearly unchanged`(kind: PictureKind) throws {
        // Texture all over the picture cannot be told from noise.
        for (scene, bound): (Scene?, Double) in [
            (nil, 40), (.text, 40), (.gradient, 50), (.slantedEdge, 50), (.texture, 30),
        ] {
            let clean = kind.picture(scene, width: 192, height: 160)
            let kept = psnr(meanSquare: try denoising(3).apply(to: clean).meanSquare(from: clean))
            #expect(kept >= bound, "\(String(describing: scene)): \(kept) dB")
        }
    }

    @Test(arguments: [10, 15, 25, 50])
    func `level 3 raises PSNR of texture all over the picture`(sigma: Double) throws {
        for kind in Self.kinds {
            let clean = kind.picture(.texture, width: 192, height: 160)
            let noisy = kind.picture(.texture, width: 192, height: 160, noise: sigma)
            let before = psnr(meanSquare: noisy.meanSquare(from: clean))
            let after = psnr(meanSquare: try denoising(3).apply(to: noisy).meanSquare(from: clean))
            #expect(after > before + 0.5, "\(kind): \(before) to \(after) dB")
        }
    }

    @Test func `lettering without a blank spot stays as it is`() throws {
        // What the quietest blocks hold is letters.
        let picture = PictureKind.yCbCr420.picture(.text, width: 192, height: 160)
        #expect(NoiseProfile.estimate(of: picture).groups[0].confidence < 0.01)
        #expect(try denoising(5).apply(to: picture).planes == picture.planes)
    }

    @Test(arguments: [PictureKind.yCbCr420, .yCbCr422, .yCbCr444])
    func `noise in chroma alone is removed`(kind: PictureKind) throws {
        let clean = kind.picture(.gradient, width: 192, height: 192)
        let noisy = kind.picture(.gradient, width: 192, height: 192, noise: 10)
        let (cleanPlanes, noisyPlanes) = (try clean.eightBitPlanes, try noisy.eightBitPlanes)
        var picture = clean
        picture.planes = .eight([cleanPlanes[0], noisyPlanes[1], noisyPlanes[2]])
        let result = try denoising(3).apply(to: picture)
        let before = picture.meanSquare(from: clean, planes: 1..<3)
        let after = result.meanSquare(from: clean, planes: 1..<3)
        #expect(after < before / 4, "\(before) to \(after)")
        #expect(result.meanSquare(from: clean, planes: 0..<1) < 0.5)
    }

    @Test func `noise of R − B alone is removed from RGB`() throws {
        let clean = PictureKind.rgb.picture(.gradient, width: 192, height: 192)
        var noisy = clean
        var planes = try clean.eightBitPlanes
        var generator = SplitMix64(seed: 9)
        for index in planes[0].samples.indices {
            let noise = Int((10 * generator.nextGaussian()).rounded())
            planes[0].samples[index] = UInt8(clamping: Int(planes[0].samples[index]) + noise)
            planes[2].samples[index] = UInt8(clamping: Int(planes[2].samples[index]) - noise)
        }
        noisy.planes = .eight(planes)
        let (before, after) = (noisy.meanSquare(from: clean), try denoising(3).apply(to: noisy).meanSquare(from: clean))
        #expect(after < before / 4, "\(before) to \(after)")
    }

    @Test(arguments: [PictureKind.gray, .rgb])
    func `the law spares what has less noise`(kind: PictureKind) throws {
        // Noise of photons: variance grows with light.
        let clean = kind.picture(.gradient, width: 256, height: 192)
        var noisy = clean
        var planes = try clean.eightBitPlanes
        var generator = SplitMix64(seed: 21)
        for plane in planes.indices {
            planes[plane].samples = planes[plane].samples.map {
                UInt8(
                    min(max(Double($0) + (0.8 * Double($0)).squareRoot() * generator.nextGaussian(), 0), 255).rounded())
            }
        }
        noisy.planes = .eight(planes)
        let before = psnr(meanSquare: noisy.meanSquare(from: clean))
        let after = psnr(meanSquare: try denoising(3).apply(to: noisy).meanSquare(from: clean))
        #expect(after > before + 8, "\(before) to \(after) dB")
    }

    @Test(arguments: [Scene.texture, .text], [1, 3, 5])
    func `16 bits of an 8-bit picture give the same to rounding`(scene: Scene, level: Int) throws {
        for (kind, sixteen) in [(PictureKind.rgb, PictureKind.rgb16), (.gray, .gray16)] {
            let narrow = kind.picture(scene, width: 150, height: 130, noise: 14)
            let planes = try narrow.eightBitPlanes
            let wide = PlanarImage(
                width: 150, height: 130, colorModel: sixteen.colorModel,
                planes: .sixteen(
                    planes.map { plane in
                        Plane(width: 150, height: 130, stride: 150, samples: plane.samples.map { UInt16($0) * 257 })
                    }))
            let (a, b) = (try denoising(level).apply(to: narrow), try denoising(level).apply(to: wide))
            let worst = zip(a.values.joined(), b.values.joined()).map { abs($0 - $1) }.max()!
            #expect(worst < 0.51, "\(kind): \(worst)")
        }
    }
}
