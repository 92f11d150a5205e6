import ArgumentParser
import Foundation
import ImageFilters

/// Binary 8-bit PGM (P5) and PPM (P6): the simplest files every image tool reads.
enum Netpbm {
    static func read(_ path: String) throws -> PlanarImage {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var position = 0
        let magic = field(bytes, &position)
        guard magic == "P5" || magic == "P6",
            let width = Int(field(bytes, &position)), let height = Int(field(bytes, &position)),
            field(bytes, &position) == "255", width > 0, height > 0
        else { throw ValidationError("\(path) is not an 8-bit binary PGM or PPM") }
        position += 1
        let channels = magic == "P5" ? 1 : 3
        guard bytes.count - position >= width * height * channels else { throw ValidationError("\(path) is cut short") }
        let planes = (0..<channels).map { channel in
            Plane(
                width: width, height: height, stride: width,
                samples: (0..<width * height).map { bytes[position + $0 * channels + channel] })
        }
        return PlanarImage(
            width: width, height: height, colorModel: channels == 1 ? .gray : .rgb, planes: .eight(planes))
    }

    static func write(_ image: PlanarImage, to path: String) throws {
        guard case .eight(let planes) = image.planes else { return }
        var bytes = Array("P\(planes.count == 1 ? 5 : 6)\n\(image.width) \(image.height)\n255\n".utf8)
        for y in 0..<image.height {
            for x in 0..<image.width {
                for plane in planes { bytes.append(plane[x, y]) }
            }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// The next word of the header; comments are skipped.
    private static func field(_ bytes: [UInt8], _ position: inout Int) -> String {
        func isSpace(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }
        while position < bytes.count, isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "#") {
            if bytes[position] == UInt8(ascii: "#") {
                while position < bytes.count, bytes[position] != 10 { position += 1 }
            } else {
                position += 1
            }
        }
        let start = position
        while position < bytes.count, !isSpace(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
