import ImagePlanes
import TestSupport
import Testing

/// What the other tests measure with has to measure rightly itself.
@Suite(.timeLimit(.minutes(10))) struct `Test support` {
    @Test func `the generator gives the numbers of its published reference`() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
    }

    @Test func `noise has the mean and the deviation that were asked for`() {
        let flat = Scene.flat.plane(UInt16.self, width: 200, height: 200)
        let noisy = flat.addingGaussianNoise(sigma: 700, seed: 5)
        let errors = zip(noisy.samples, flat.samples).map { Double($0) - Double($1) }
        let mean = errors.reduce(0, +) / 40_000
        let variance = errors.reduce(0) { $0 + $1 * $1 } / 40_000
        #expect(abs(mean) < 15)
        #expect(abs(variance.squareRoot() - 700) < 10)
        #expect(flat.addingGaussianNoise(sigma: 700, seed: 5) == noisy, "the same seed gives the same noise")
    }

    @Test func `PSNR of a difference of one everywhere is 48.13 dB`() {
        let a = Plane<UInt8>(width: 20, height: 10, repeating: 100)
        let b = Plane<UInt8>(width: 20, height: 10, repeating: 101)
        #expect(abs(psnr(a, b) - 48.1308) < 0.0001)
        #expect(psnr(a, a) == .infinity)
    }

    @Test func `SSIM is one for equal planes and falls with noise`() {
        let clean = Scene.texture.plane(width: 64, height: 48)
        let light = ssim(clean, clean.addingGaussianNoise(sigma: 5, seed: 1))
        let strong = ssim(clean, clean.addingGaussianNoise(sigma: 30, seed: 1))
        #expect(abs(ssim(clean, clean) - 1) < 1e-12)
        #expect(1 > light && light > strong && strong > 0)
    }

    @Test(arguments: Scene.allCases)
    func `a scene keeps to its range and is the same picture at both depths`(scene: Scene) {
        let shallow = scene.plane(UInt8.self, width: 90, height: 60)
        let deep = scene.plane(UInt16.self, width: 90, height: 60)
        #expect(zip(shallow.samples, deep.samples).allSatisfy { abs(Int($0) * 257 - Int($1)) <= 129 })
        #expect((shallow.samples.min() == shallow.samples.max()) == (scene == .flat))
    }

    @Test(.enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
    func `the manifest is read by its column names`() throws {
        let file = try #require(Corpus.files(in: "conformance").first { $0.format == "JPEG" && $0.hasICCProfile })
        #expect(file.width > 0 && file.height > 0 && file.channels == 3 && file.bitDepth == 8)
        #expect(file.detail["icc"] == "1")
        #expect(try file.bytes().starts(with: [0xFF, 0xD8]))
    }
}
