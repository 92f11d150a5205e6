import Foundation
import ImageFilters
import TestSupport
import Testing

@Suite(.hangLimit) struct NoiseProfileTests {
    private static let sigma: Float = 10

    private func gray(_ scene: Scene = .flat, sigma: Float = NoiseProfileTests.sigma) -> PlanarImage {
        let plane: Plane<UInt8> = scene.plane(width: 160, height: 120)
        return PlanarImage(
            width: 160, height: 120, colorModel: .gray,
            planes: .eight([sigma > 0 ? plane.addingGaussianNoise(sigma: Double(sigma), seed: 5) : plane]))
    }

    @Test func `white noise is measured, the same at every frequency and intensity`() throws {
        let profile = NoiseProfile.estimate(of: gray())
        let group = try #require(profile.groups.first)
        #expect(profile.groups.count == 1)
        #expect(group.planeNames == ["gray"])
        #expect(!group.isChroma)
        #expect(group.quietShare > 0.5)
        #expect(abs(group.lumaDeviation - Self.sigma) < 0.12 * Self.sigma)
        #expect(group.deviations.count == 2)
        #expect(group.deviations[0].count == 1)
        let deviations = group.deviations[0][0]
        let high = (0..<64).filter { $0 / 8 + $0 % 8 >= 5 }
        let mean = high.reduce(0) { $0 + deviations[$1] } / Float(high.count)
        #expect(abs(mean - Self.sigma) < 0.1 * Self.sigma)
        for index in high { #expect((0.7...1.3).contains(deviations[index] / Self.sigma)) }
        // The blocks looked at are those with the least in the low frequencies.
        for deviation in deviations { #expect((0.5...1.3).contains(deviation / Self.sigma)) }
        for knot in group.levelFunction.knots { #expect((0.6...1.6).contains(knot.factor)) }
    }

    @Test func `a picture without noise has a profile without noise`() {
        #expect(NoiseProfile.estimate(of: gray(sigma: 0)).groups[0].lumaDeviation < 1)
    }

    @Test func `a picture too small to measure has no deviations`() {
        let tiny = PlanarImage(width: 7, height: 5, colorModel: .gray, planes: .eight([Plane(width: 7, height: 5)]))
        let group = NoiseProfile.estimate(of: tiny).groups[0]
        #expect(group.deviations.isEmpty)
        #expect(group.lumaDeviation == 0)
    }

    @Test(arguments: [3, 4] as [Float])
    func `stated white noise has that deviation in luma`(sigma: Float) {
        let profile = NoiseProfile.white(sigma: sigma, for: gray())
        #expect(abs(profile.groups[0].lumaDeviation - sigma) < 0.01)
    }

    @Test func `a chain given the profile it would measure does the same`() throws {
        let image = gray()
        let chain = FilterChain()
        let measured = try chain.apply(to: image).planes
        #expect(try chain.apply(to: image, profile: .estimate(of: image)).planes == measured)
        var weaker = NoiseProfile.estimate(of: image)
        weaker.groups[0].strength /= 2
        #expect(try chain.apply(to: image, profile: weaker).planes != measured)
    }

    @Test func `a profile comes before the denoiser's sigma`() throws {
        let image = gray()
        var chain = FilterChain()
        let five = try chain.apply(to: image, profile: .white(sigma: 5, for: image)).planes
        chain.denoiser.noiseSigma = 20
        #expect(try chain.apply(to: image, profile: .white(sigma: 5, for: image)).planes == five)
        #expect(try chain.apply(to: image).planes != five)
    }

    @Test func `a profile fits pictures of its kind only`() {
        let profile = NoiseProfile.estimate(of: gray())
        #expect(profile.fits(gray(.texture)))
        let plane = Plane<UInt8>(width: 20, height: 20)
        let rgb = PlanarImage(
            width: 20, height: 20, colorModel: .rgb, planes: .eight([plane, plane, plane]))
        #expect(!profile.fits(rgb))
        #expect(NoiseProfile.estimate(of: rgb).groups[0].planeNames == ["R+G+B", "R-B", "R-2G+B"])
    }

    @Test func `a profile that was kept does what it did`() throws {
        let image = gray()
        let profile = NoiseProfile.estimate(of: image)
        let kept = try JSONDecoder().decode(NoiseProfile.self, from: JSONEncoder().encode(profile))
        #expect(kept == profile)
        #expect(try FilterChain().apply(to: image, profile: kept).planes == FilterChain().apply(to: image).planes)
        let tiny = PlanarImage(width: 7, height: 5, colorModel: .gray, planes: .eight([Plane(width: 7, height: 5)]))
        let empty = NoiseProfile.estimate(of: tiny)
        #expect(try JSONDecoder().decode(NoiseProfile.self, from: JSONEncoder().encode(empty)) == empty)
    }

    @Test(arguments: [
        ("\"strength\":1", "\"strength\":-1"), ("\"strength\":1", "\"strength\":1e30"),
        ("\"planes\":[0]", "\"planes\":[0,1]"),
        ("\"names\":[\"gray\"]", "\"names\":[]"), ("\"transform\":\"none\"", "\"transform\":\"opponent\""),
        ("\"knots\":[{\"factor\":1,\"luma\":0}]", "\"knots\":[]"), ("[16,16,", "[16,"), ("[16,16,", "[-16,16,"),
        ("\"variances\":[[", "\"variances\":[[],["), ("{\"groups\":[", "{\"groups\":[],\"others\":["),
    ])
    func `a profile that no picture can have is not read`(sound: String, unsound: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(NoiseProfile.white(sigma: 4, for: gray())), as: UTF8.self)
        try #require(text.contains(sound), "\(text.prefix(300))")
        let changed = text.replacing(sound, with: unsound, maxReplacements: 1)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(NoiseProfile.self, from: Data(changed.utf8)) }
        _ = try JSONDecoder().decode(NoiseProfile.self, from: Data(text.utf8))
    }
}
