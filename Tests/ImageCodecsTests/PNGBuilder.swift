import ImageCodecs

/// Writes PNG files of every kind the specification knows, uncompressed, sample by sample: what our own encoder does
/// not write, and what a test wants to be sure of.
struct PNGBuilder {
    var width: Int
    var height: Int
    var bitDepth: Int
    var colorType: PNGEncoding.ColorType
    var isInterlaced = false
    /// Chunks between header and picture: palette, transparency, metadata.
    var chunksBefore: [PNGChunk] = []
    var chunksAfter: [PNGChunk] = []
    /// The stored value of a channel of a pixel.
    var sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int

    var bytes: [UInt8] {
        let header: [UInt8] =
            integer(width) + integer(height) + [UInt8(bitDepth), colorType.rawValue, 0, 0, isInterlaced ? 1 : 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
        for extra in chunksBefore { file += chunk(extra.type, extra.bytes) }
        file += chunk("IDAT", Self.zlib(isInterlaced ? interlacedRows : rows(columns: 0, 1, rows: 0, 1)))
        for extra in chunksAfter { file += chunk(extra.type, extra.bytes) }
        return file + chunk("IEND", [])
    }

    /// A zlib stream of stored blocks.
    static func zlib(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var position = 0
        repeat {
            let block = data[position..<min(position + 65535, data.count)]
            position += block.count
            let count = UInt16(block.count)
            stream += [position == data.count ? 1 : 0]
            stream += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)] + block
        } while position < data.count
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in data {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        let checksum = high << 16 | low
        return stream + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (24 - 8 * $0)) }
    }

    private var interlacedRows: [UInt8] {
        let passes = [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)]
        return passes.flatMap { rows(columns: $0.0, $0.1, rows: $0.2, $0.3) }
    }

    /// Rows without filter, samples packed from the highest bit.
    private func rows(columns x0: Int, _ dx: Int, rows y0: Int, _ dy: Int) -> [UInt8] {
        guard x0 < width else { return [] }
        var result: [UInt8] = []
        for y in stride(from: y0, to: height, by: dy) {
            result.append(0)
            var bits = 0
            var bitCount = 0
            for x in stride(from: x0, to: width, by: dx) {
                for channel in 0..<channels {
                    bits = bits << bitDepth | sample(x, y, channel)
                    bitCount += bitDepth
                    while bitCount >= 8 {
                        result.append(UInt8(bits >> (bitCount - 8) & 255))
                        bitCount -= 8
                        bits &= (1 << bitCount) - 1
                    }
                }
            }
            if bitCount > 0 { result.append(UInt8(bits << (8 - bitCount) & 255)) }
        }
        return result
    }

    private var channels: Int {
        switch colorType {
        case .gray, .palette: 1
        case .grayAlpha: 2
        case .rgb: 3
        case .rgbAlpha: 4
        }
    }

    private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        var crc: UInt32 = .max
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return integer(data.count) + body + integer(Int(~crc))
    }

    private func integer(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}
