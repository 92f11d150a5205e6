internal import Foundation
internal import ImageEnhance
internal import SyntheticPictures

/// Photographs of a folder and those below it, as scenes: their middle, 512 pixels a side, so that all weigh alike.
struct PhotographFolder {
    let path: String

    func scenes(from first: Int) throws -> [SyntheticScene] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: path).sorted().filter {
            ["jpg", "jpeg", "png", "webp"].contains(URL(fileURLWithPath: $0).pathExtension.lowercased())
        }
        // Even numbers are half A: the first photograph is there.
        return files.enumerated().map { index, file in
            let location = URL(fileURLWithPath: path).appending(path: file)
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            return SyntheticScene(number: first + first % 2 + index, name: name) {
                let decoded = try ImageDecoder().decode([UInt8](try Data(contentsOf: location)))
                return RGBSamples(decoded).rendition(side: 512)
            }
        }
    }
}
