import ImageCodecs
import Testing

@Suite(.timeLimit(.minutes(10))) struct `JPEG limits` {
    private func limit(
        _ bytes: [UInt8], _ property: WritableKeyPath<DecodingLimits, Int>, _ value: Int
    ) throws -> String? {
        var limits = DecodingLimits()
        limits[keyPath: property] = value
        do throws(CodecError) {
            _ = try ImageDecoder(limits: limits).decode(bytes)
            return nil
        } catch {
            #expect(error.code == .limitExceeded)
            #expect(error.message.contains("\(value)"))
            return error.limit
        }
    }

    @Test func `each limit holds at its value and names itself above`() throws {
        var image = JPEGSamples.photograph(JPEGSamples.Size(64, 48))
        image.metadata.xmp = [UInt8](repeating: 32, count: 1000)
        let bytes = try JPEGSamples.encode(image)
        let planes = 64 * 48 * 3 / 2
        #expect(try limit(bytes, \.inputBytes, bytes.count - 1) == "inputBytes")
        #expect(try limit(bytes, \.inputBytes, bytes.count) == nil)
        #expect(try limit(bytes, \.side, 63) == "side")
        #expect(try limit(bytes, \.side, 64) == nil)
        #expect(try limit(bytes, \.pixels, 64 * 48 - 1) == "pixels")
        #expect(try limit(bytes, \.pixels, 64 * 48) == nil)
        #expect(try limit(bytes, \.decodedBytes, planes - 1) == "decodedBytes")
        #expect(try limit(bytes, \.decodedBytes, planes) == nil)
        #expect(try limit(bytes, \.metadataBytes, 1000) == "metadataBytes")
        #expect(try limit(bytes, \.metadataBytes, 1100) == nil)
    }

    @Test func `the coefficients of a progressive file count as decoded bytes`() throws {
        let image = JPEGSamples.photograph(JPEGSamples.Size(64, 48))
        let bytes = try JPEGSamples.encode(image, JPEGEncoding(isProgressive: true))
        #expect(try limit(bytes, \.decodedBytes, 64 * 48 * 3 / 2) == "decodedBytes")
        #expect(try limit(bytes, \.decodedBytes, 64 * 48 * 6) == nil)
    }

    @Test func `a file of very many scans over a large picture is refused`() throws {
        // One scan that refines nothing, over and over.
        let plane = Plane<UInt8>(width: 2048, height: 2048, repeating: 128)
        let image = PlanarImage(width: 2048, height: 2048, colorModel: .gray, planes: .eight([plane]))
        let bytes = try JPEGSamples.encode(image, JPEGEncoding(isProgressive: true), .fixed(50))
        let lastScan = try #require(bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        let scan = bytes[lastScan..<bytes.count - 2]
        let bomb = bytes.dropLast(2) + repeatElement(scan, count: 1100).joined() + [0xFF, 0xD9]
        do throws(CodecError) {
            _ = try ImageDecoder().decode(Array(bomb))
            Issue.record("decoded")
        } catch {
            #expect(error.code == .unsupported)
            #expect(error.message.contains("scans"))
        }
    }

    @Test func `a header of a side the library can't take is a limit too`() throws {
        var bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
        do throws(CodecError) {
            _ = try ImageDecoder(limits: .unlimited).decode(bytes)
            Issue.record("decoded")
        } catch {
            #expect(error.code == .limitExceeded)
            #expect(error.limit == "side")
        }
    }
}
