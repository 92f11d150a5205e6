import COSProtocol
import ImageEnhance
import ImageService
import Synchronization

/// Small files made by the engine itself.
enum Pictures {
    /// Noise around a slope, so that both filters have something to do.
    static func jpeg(width: Int = 64, height: Int = 48, quality: Int = 90) throws -> [UInt8] {
        var options = EncodingOptions()
        options.quality = .fixed(quality)
        return try ImageEncoder(options: options).encode(image(width, height), as: .jpeg(JPEGEncoding()))
    }

    static func png(width: Int = 64, height: Int = 48) throws -> [UInt8] {
        try ImageEncoder().encode(image(width, height), as: .png(PNGEncoding(colorType: .gray)))
    }

    private static func image(_ width: Int, _ height: Int) -> PlanarImage {
        var random = UInt32(1)
        let samples = (0..<(width * height)).map { index in
            random = random &* 1_664_525 &+ 1_013_904_223
            return UInt8(60 + index % width % 64 + Int(random >> 28))
        }
        let plane = Plane<UInt8>(width: width, height: height, stride: width, samples: samples)
        return PlanarImage(width: width, height: height, colorModel: .gray, planes: .eight([plane]))
    }
}

/// A body that is there at once, and counts how often it was asked for.
final class BytesBody: UploadBody {
    let expectedBytes: Int?
    private let pieces: Mutex<[[UInt8]]>
    private let asked = Mutex(0)

    var askedCount: Int { asked.withLock { $0 } }

    init(_ bytes: [UInt8], isLengthKnown: Bool = true) {
        expectedBytes = isLengthKnown ? bytes.count : nil
        pieces = Mutex(
            stride(from: 0, to: bytes.count, by: 1000).map { Array(bytes[$0..<min(bytes.count, $0 + 1000)]) })
    }

    func next() async throws -> [UInt8]? {
        asked.withLock { $0 += 1 }
        return pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
