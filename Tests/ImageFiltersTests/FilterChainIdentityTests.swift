import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Filter chain: one result however it is computed` {
    static let chains = [
        denoising(3), denoising(1), denoising(4, noiseSigma: 20),
        FilterChain(denoiser: Denoiser(level: Level(5)!), sharpener: Sharpener(level: Level(3)!)),
        FilterChain(denoiser: Denoiser(level: Level(3)!, method: .bilateral), sharpener: Sharpener(level: .off)),
        FilterChain(denoiser: Denoiser(level: Level(3)!, method: .bilateral), sharpener: Sharpener(level: Level(5)!)),
        FilterChain(denoiser: Denoiser(level: Level(1)!), sharpener: Sharpener(level: Level(5)!)),
        FilterChain(denoiser: Denoiser(level: .off), sharpener: Sharpener(level: Level(5)!)),
        FilterChain(denoiser: Denoiser(level: Level(2)!, method: .nonLocalMeans)),
    ]

    @Test(arguments: PictureKind.allCases)
    func `any number of threads`(kind: PictureKind) throws {
        let picture = kind.picture(.texture, width: 150, height: 256, noise: 12)
        for chain in Self.chains {
            let expected = try chain.apply(to: picture, threads: .serial)
            #expect(expected.planes != picture.planes)
            for threads in [2, 3, 8] {
                #expect(try chain.apply(to: picture, threads: ThreadBudget(threads)).planes == expected.planes)
            }
        }
    }

    @Test(arguments: PictureKind.allCases)
    func `any instruction set`(kind: PictureKind) throws {
        let picture = kind.picture(.texture, width: 141, height: 107, noise: 12)
        for chain in Self.chains {
            let expected = try chain.apply(to: picture, instructionSet: .baseline)
            for instructionSet in InstructionSet.available {
                #expect(try chain.apply(to: picture, instructionSet: instructionSet).planes == expected.planes)
            }
        }
    }

    @Test(arguments: [PictureKind.rgb, .yCbCr420])
    func `any run`(kind: PictureKind) throws {
        let picture = kind.picture(.text, width: 90, height: 70, noise: 20)
        let results = try (0..<3).map { _ in try denoising(4).apply(to: picture).planes }
        #expect(results.allSatisfy { $0 == results[0] })
    }

    @Test(arguments: PictureKind.allCases)
    func `any tiles`(kind: PictureKind) throws {
        let picture = kind.picture(.texture, width: 200, height: 194, noise: 12)
        for chain in Self.chains {
            let expected = try chain.apply(to: picture).planes
            for (width, height) in [(64, 40), (48, 128), (160, 24)] {
                var run = FilterRun(
                    chain, image: picture, profile: nil, instructionSet: .best,
                    scheduler: TileScheduler(threads: .serial, cancellation: nil))
                run.tileSize = TileSize(
                    width: width, widthOfSeveralPlanes: width, height: height, leastHeight: height)
                switch picture.planes {
                case .eight(let planes): #expect(.eight(try run.filtered(planes).0) == expected)
                case .sixteen(let planes): #expect(.sixteen(try run.filtered(planes).0) == expected)
                }
            }
        }
    }

    @Test(arguments: PictureKind.allCases)
    func `an estimate of its own or one handed over`(kind: PictureKind) throws {
        let picture = kind.picture(nil, width: 120, height: 96, noise: 12)
        let profile = NoiseProfile.estimate(of: picture, instructionSet: .baseline)
        #expect(profile.fits(picture))
        #expect(try denoising(3).apply(to: picture, profile: profile).planes == denoising(3).apply(to: picture).planes)
    }
}
