import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Deadline and memory` {
    @Test(arguments: SampleFile.images) func `a deadline that has passed is a limit, which ignoreError covers`(
        file: SampleFile
    ) throws {
        var parameters = EnhanceParameters()
        parameters.limits.deadline = .nanoseconds(1)
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(file.bytes) }
        #expect(error.code == .limitExceeded)
        #expect(error.limit == "deadline")
        parameters.ignoreError = true
        #expect(try Enhancer(parameters).enhance(file.bytes).isOriginal)
        parameters.limits.deadline = .seconds(3600)
        #expect(try !Enhancer(parameters).enhance(file.bytes).isOriginal)
    }

    @Test func `a cancellation stays one where there is a deadline too`() throws {
        var parameters = EnhanceParameters()
        parameters.limits.deadline = .seconds(3600)
        let cancellation = Cancellation()
        cancellation.cancel()
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer(parameters).enhance(SampleFile.png.bytes, cancellation: cancellation)
        }
        #expect(error.code == .cancelled)
    }

    @Test(arguments: SampleFile.images) func `memory is a limit, checked from the header`(file: SampleFile) throws {
        var parameters = EnhanceParameters(denoise: 0, sharpen: 0)
        parameters.threads = .serial
        let needed = try ImageHeader(file.bytes).workingBytes(threads: .serial)
        parameters.limits.workingBytes = needed - 1
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(file.bytes) }
        #expect(error.code == .limitExceeded)
        #expect(error.limit == "workingBytes")
        parameters.limits.workingBytes = needed
        _ = try Enhancer(parameters).enhance(file.bytes)
    }

    @Test func `the greatest limits, sides and threads are no trap`() throws {
        var parameters = EnhanceParameters()
        parameters.limits = .unlimited
        parameters.threads = ThreadBudget(.max)
        // A header chunk of the largest sides, with its checksum.
        var bytes = Array(SampleFile.png.bytes.prefix(33))
        bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        var checksum: UInt32 = .max
        for byte in bytes[12..<29] {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 0 ? 0 : 0xEDB8_8320) }
        }
        bytes.replaceSubrange(29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: ~checksum >> (24 - 8 * $0)) })
        let file = bytes + SampleFile.png.bytes.dropFirst(33)
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(file) }
        #expect(error.code == .limitExceeded)
        let codecError = try #require(throws: CodecError.self) { try ImageDecoder(limits: .unlimited).decode(file) }
        #expect(codecError.code == .limitExceeded)
        _ = try Enhancer(parameters).enhance(SampleFile.png.bytes)
        #expect(ThreadBudget(.max).count == ThreadBudget.largest && ThreadBudget(.min).count == 1)
    }

    @Test func `limits of any value give an image or an error`() throws {
        let paths: [WritableKeyPath<DecodingLimits, Int>] = [
            \.inputBytes, \.side, \.pixels, \.decodedBytes, \.metadataBytes, \.workingBytes,
        ]
        for path in paths {
            for value in [Int.min, -1, 0, 1, .max] {
                for file in SampleFile.images {
                    var parameters = EnhanceParameters()
                    parameters.limits[keyPath: path] = value
                    do throws(EnhanceError) {
                        _ = try Enhancer(parameters).enhance(file.bytes)
                    } catch {
                        #expect([.limitExceeded, .invalidParameter].contains(error.code))
                    }
                }
            }
        }
    }
}
