import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Noise estimate` {
    /// A smooth slope far from the ends of the range, with noise of its own in every plane.
    static func slope(
        _ colorModel: ColorModel, sigma: Double, sixteen: Bool = false, width: Int = 256, height: Int = 192
    ) -> PlanarImage {
        func plane<Element: Sample>(_ index: Int, _: Element.Type) -> Plane<Element> {
            var plane = Plane<Element>(width: width, height: height)
            var generator = SplitMix64(seed: UInt64(index + 50))
            for y in 0..<height {
                for x in 0..<width {
                    let value = 118 + Double(x) / 25 + Double(y) / 20 + sigma * generator.nextGaussian()
                    plane[x, y] = Element((min(max(value, 0), 255) * Double(Element.max) / 255).rounded())
                }
            }
            return plane
        }
        let indices = 0..<colorModel.planeCount
        return PlanarImage(
            width: width, height: height, colorModel: colorModel,
            planes: sixteen
                ? .sixteen(indices.map { plane($0, UInt16.self) }) : .eight(indices.map { plane($0, UInt8.self) }))
    }

    @Test(arguments: [3, 5, 10, 20, 30, 40] as [Double], [ColorModel.gray, .rgb, .cmyk])
    func `white noise is estimated within a tenth`(sigma: Double, colorModel: ColorModel) throws {
        for sixteen in [false, true] {
            for group in NoiseProfile.estimate(of: Self.slope(colorModel, sigma: sigma, sixteen: sixteen)).groups {
                let noise = try #require(group.noise)
                for plane in group.planes.planes.indices {
                    let deviation = Double(noise.deviation(plane: plane, in: Array(1..<64)))
                    #expect(abs(deviation / sigma - 1) < 0.1, "plane \(plane): \(deviation)")
                }
                #expect(abs(group.strength - 1) < 0.1, "strength \(group.strength)")
            }
        }
    }

    @Test(arguments: [3, 10, 25] as [Double])
    func `noise beside texture is estimated within a quarter`(sigma: Double) throws {
        // Left half texture, right half smooth.
        let texture: Plane<UInt8> = Scene.texture.plane(width: 256, height: 192)
        let gradient: Plane<UInt8> = Scene.gradient.plane(width: 256, height: 192)
        var plane = gradient
        for y in 0..<192 { for x in 0..<128 { plane[x, y] = texture[x, y] } }
        let image = PlanarImage(
            width: 256, height: 192, colorModel: .gray,
            planes: .eight([plane.addingGaussianNoise(sigma: sigma, seed: 3)]))
        let deviation = Double(NoiseProfile.estimate(of: image).groups[0].lumaDeviation)
        #expect(abs(deviation / sigma - 1) < 0.25, "\(deviation)")
    }

    @Test func `luma of RGB has the noise of the mean of three channels`() {
        let deviation = NoiseProfile.estimate(of: Self.slope(.rgb, sigma: 12)).groups[0].lumaDeviation
        #expect(abs(deviation - 12 / Float(3).squareRoot()) < 0.7, "\(deviation)")
    }

    @Test func `half the resolution sees the same white noise, somewhat too low`() throws {
        let noise = try #require(NoiseProfile.estimate(of: Self.slope(.gray, sigma: 10)).groups[0].noise)
        #expect(noise.variances.count == 2)
        let mean = noise.variances[1][0].dropFirst().reduce(0, +) / 63
        #expect((7...11).contains(mean.squareRoot()), "\(mean.squareRoot())")
    }

    @Test(arguments: [PictureKind.gray, .rgb, .yCbCr444])
    func `a clean scene is hardly believed to be noisy`(kind: PictureKind) {
        for (scene, bound): (Scene, Float) in [(.gradient, 2.5), (.slantedEdge, 1)] {
            let group = NoiseProfile.estimate(of: kind.picture(scene, width: 192, height: 192)).groups[0]
            #expect(group.lumaDeviation < bound, "\(scene): \(group.lumaDeviation)")
        }
    }

    @Test(arguments: [PictureKind.gray, .rgb, .yCbCr420])
    func `every noise level function is bounded`(kind: PictureKind) {
        for scene in Scene.allCases {
            for noise in [2, 20] as [Double] {
                for group in NoiseProfile.estimate(of: kind.picture(scene, width: 160, height: 130, noise: noise))
                    .groups
                {
                    guard let factors = group.noise?.levelFunction.knots.map(\.factor) else { continue }
                    #expect(factors.allSatisfy { $0 > 0 && $0.isFinite })
                    #expect(factors.max()! / factors.min()! < 200, "\(scene), noise \(noise): \(factors)")
                }
            }
        }
    }

    @Test(arguments: [(1, 1), (7, 40), (15, 15), (200, 9)])
    func `images too small to tell have no estimate`(width: Int, height: Int) {
        let image = PictureKind.gray.picture(.texture, width: width, height: height, noise: 20)
        #expect(NoiseProfile.estimate(of: image).groups[0].noise == nil)
    }

    @Test func `a given deviation is taken as it is`() {
        let rgb = PictureKind.rgb.picture(.flat, width: 100, height: 100)
        #expect(abs(NoiseProfile.white(sigma: 9, for: rgb).groups[0].lumaDeviation - 9 / Float(3).squareRoot()) < 0.01)
        let gray = PictureKind.gray.picture(.flat, width: 100, height: 100)
        #expect(abs(NoiseProfile.white(sigma: 9, for: gray).groups[0].lumaDeviation - 9) < 0.01)
    }

    @Test func `the estimate does not depend on the number of threads`() {
        // Large enough for three bands of blocks.
        let image = Self.slope(.rgb, sigma: 8, width: 640, height: 650)
        let alone = NoiseProfile.estimate(of: image)
        #expect(alone.groups[0].noise != nil)
        for threads in [2, 3, 7] {
            #expect(NoiseProfile.estimate(of: image, threads: ThreadBudget(threads)) == alone, "\(threads) threads")
        }
    }
}
