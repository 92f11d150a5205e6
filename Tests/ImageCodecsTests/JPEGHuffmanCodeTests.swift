import ImagePlanes
import TestSupport
import Testing

@testable import ImageCodecs

@Suite(.timeLimit(.minutes(10))) struct `JPEG Huffman codes` {
    /// Bits of each symbol's code.
    static func lengths(_ code: JPEGHuffmanCode) -> [UInt8: Int] {
        let bits = code.counts.indices.flatMap { Array(repeating: $0, count: Int(code.counts[$0])) }
        return Dictionary(zip(code.symbols, bits)) { first, _ in first }
    }

    static func check(_ code: JPEGHuffmanCode, _ kind: JPEGHuffmanCode.Kind) {
        let lengths = lengths(code)
        #expect(Set(code.symbols) == Set(kind.symbols) && code.symbols.count == kind.symbols.count)
        #expect(lengths.values.allSatisfy { (1...16).contains($0) })
        // A prefix code exists, and the code of ones alone is free.
        let used = lengths.values.reduce(0) { $0 + 1 << (16 - $1) }
        #expect(used < 1 << 16)
    }

    @Test(arguments: JPEGHuffmanCode.Kind.allCases)
    func `every symbol has a code of at most 16 bits, whatever the sample had`(kind: JPEGHuffmanCode.Kind) {
        var generator = SplitMix64(seed: 3)
        var samples: [[UInt8]] = [
            [UInt8](repeating: 0, count: 256), [UInt8](repeating: 16, count: 256), [UInt8](repeating: 8, count: 256),
        ]
        // The steepest code there is: 1, 2, 3 … bits.
        var steep = [UInt8](repeating: 0, count: 256)
        for (length, symbol) in kind.symbols.prefix(16).enumerated() { steep[Int(symbol)] = UInt8(length + 1) }
        samples.append(steep)
        for _ in 0..<50 {
            samples.append((0..<256).map { _ in UInt8.random(in: 0...16, using: &generator) })
        }
        for sample in samples { Self.check(JPEGHuffmanCode(.init(kind: kind, slot: 0), sampled: sample), kind) }
    }

    @Test func `symbols of the sample keep their lengths where rare ones leave room`() {
        // Eight codes of 3 bits would fill the space; these leave half of it.
        var sample = [UInt8](repeating: 0, count: 256)
        for symbol in 0..<4 { sample[symbol] = 3 }
        let lengths = Self.lengths(JPEGHuffmanCode(.init(kind: .dc, slot: 0), sampled: sample))
        #expect((0..<4).allSatisfy { lengths[UInt8($0)]! <= 3 })
        #expect((4...11).allSatisfy { lengths[UInt8($0)]! > 3 })
    }

    /// Flat but for one row of blocks with the largest coefficients there are: stripes, black, white, and noise.
    static func tall(busyRow: Int) -> PlanarImage {
        var generator = SplitMix64(seed: 9)
        var image = JPEGSamples.image(JPEGSamples.shapes[0], JPEGSamples.Size(40, 1100))
        image.planes = .eight(
            image.eightBitPlanes.map { plane in
                var plane = plane
                for y in 0..<plane.height {
                    for x in 0..<plane.width {
                        let busy: [UInt8] = [
                            x % 2 == 0 ? 0 : 255, 0, 255, .random(in: 0...255, using: &generator),
                            .random(in: 0...255, using: &generator),
                        ]
                        plane[x, y] = y / 8 == busyRow ? busy[x / 8] : 100
                    }
                }
                return plane
            })
        return image
    }

    @Test(arguments: [0, 1, 7, 8, 130, 137])
    func `what the sample lacks is written all the same`(busyRow: Int) throws {
        let image = Self.tall(busyRow: busyRow)
        let encoding = JPEGEncoding(
            quantizationTables: image.subsampling.factors.map { _ in Array(repeating: 1, count: 64) })
        let (decoded, _) = try JPEGSamples.decode(JPEGSamples.encode(image, encoding, .source))
        #expect(decoded.warnings.isEmpty)
        for (before, after) in zip(image.eightBitPlanes, decoded.image.eightBitPlanes) {
            #expect(psnr(before, after) > 50)
        }
    }
}
