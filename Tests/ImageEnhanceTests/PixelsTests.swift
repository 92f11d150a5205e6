import Synchronization
import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Pixels without a file` {
    private static func picture() throws -> PlanarImage {
        try ImageDecoder().decode(SampleFile.png.bytes).image
    }

    @Test func `the planes come out as those of the file do`() throws {
        let file = try Enhancer().enhance(SampleFile.png.bytes)
        let expected = try ImageDecoder().decode(file.bytes).image
        let image = try Self.picture()
        #expect(try Enhancer().enhance(image).planes == expected.planes)
        let profile = try Enhancer().noiseProfile(of: image)
        #expect(file.noise == profile)
        #expect(try Enhancer().enhance(image, profile: profile).planes == expected.planes)
    }

    @Test(arguments: [
        (0, 5, 1), (5, 0, 1), (5, 5, 0), (-1, 5, 1), (Int.min, 5, 1),
    ]) func `a size that is none is a parameter`(width: Int, height: Int, planes: Int) throws {
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer().checkSize(width: width, height: height, planes: planes, depth: .eight)
        }
        #expect(error.code == .invalidParameter)
    }

    @Test(arguments: [
        (Int.max, 1, 1, "side"), (1, Int.max, 1, "side"), (Int.max, Int.max, 4, "side"), (40_000, 40_000, 1, "pixels"),
        (15_000, 15_000, 3, "decodedBytes"), (10_000, 10_000, 3, "workingBytes"),
    ]) func `sizes beyond the limits are refused`(width: Int, height: Int, planes: Int, limit: String) throws {
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer().checkSize(width: width, height: height, planes: planes, depth: .sixteen)
        }
        #expect(error.code == .limitExceeded)
        #expect(error.limit == limit)
    }

    @Test func `a profile of other planes, a deadline and a cancellation are errors`() throws {
        let image = try Self.picture()
        let gray = PlanarImage(
            width: 64, height: 64, colorModel: .gray, planes: .eight([Plane(width: 64, height: 64, repeating: 9)]))
        let profile = NoiseProfile.white(sigma: 5, for: gray)
        #expect(throws: EnhanceError.self) { try Enhancer().enhance(image, profile: profile) }
        var hurried = EnhanceParameters()
        hurried.limits.deadline = .nanoseconds(1)
        let late = try #require(throws: EnhanceError.self) { try Enhancer(hurried).enhance(image) }
        #expect(late.limit == "deadline")
        let cancellation = Cancellation()
        cancellation.cancel()
        let stopped = try #require(throws: EnhanceError.self) {
            try Enhancer().enhance(image, cancellation: cancellation)
        }
        #expect(stopped.code == .cancelled)
    }

    @Test(arguments: [1, 4]) func `progress rises to the end, once`(threads: Int) throws {
        var parameters = EnhanceParameters()
        parameters.threads = ThreadBudget(threads)
        for bytes in [SampleFile.png.bytes, SampleFile.jpeg.bytes] {
            let told = Mutex<[Double]>([])
            let cancellation = Cancellation { share in
                told.withLock { $0.append(share) }
                return true
            }
            _ = try Enhancer(parameters).enhance(bytes, cancellation: cancellation)
            let shares = told.withLock { $0 }
            #expect(shares.count > 3)
            #expect(shares == shares.sorted())
            #expect(shares.last == 1)
            // Filtering reached its whole share by its tiles alone.
            #expect(shares.contains { $0 > 0.85 && $0 < 0.95 })
        }
    }

    @Test func `who hears of progress can stop the work`() throws {
        let cancellation = Cancellation { share in share < 0.2 }
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer().enhance(SampleFile.jpeg.bytes, cancellation: cancellation)
        }
        #expect(error.code == .cancelled)
    }
}
