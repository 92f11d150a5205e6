import Foundation
import ImageEnhance

/// The pictures that the suites work on: files of testdata/, so that figures reproduce from the repository alone.
public enum Samples {
    /// One file of each format and kind of compression or depth.
    public static let eachKind = [
        "jpeg/village.jpg", "reference/village-clean.png", "png/rgb16.png", "webp/lossy.webp", "webp/lossless.webp",
    ]

    public static func bytes(_ path: String) throws -> [UInt8] {
        // …/Benchmarks/Sources/Samples/Samples.swift: the repository is four folders up.
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }
        return [UInt8](try Data(contentsOf: root.appendingPathComponent("testdata").appendingPathComponent(path)))
    }

    public static func image(_ path: String) throws -> DecodedImage {
        try ImageDecoder().decode(try bytes(path))
    }

    /// The brightness of the noisy village, as a gray picture of 768 × 512.
    public static func gray() throws -> PlanarImage {
        let village = try image("jpeg/village.jpg").image
        guard case .eight(let planes) = village.planes else { preconditionFailure("a JPEG has 8 bits") }
        return PlanarImage(
            width: village.width, height: village.height, colorModel: .gray, planes: .eight([planes[0]]))
    }
}
