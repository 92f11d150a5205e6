import Foundation
import ImageEnhance
import TestSupport
import Testing

/// The samples in testdata/ are what the table in its README says.
@Suite(.timeLimit(.minutes(30))) struct `Samples` {
    /// One row of the table: `| file | size | planes | bits | metadata | … |`.
    struct Row: Sendable, CustomTestStringConvertible {
        let path: String
        let size: String
        let planes: String
        let bits: String
        let metadata: String

        var testDescription: String { path }
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "testdata")

    private static let rows: [Row] = {
        let text = (try? String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("|"), cells.count >= 5, cells[0].contains("/") else { return nil }
            return Row(path: cells[0], size: cells[1], planes: cells[2], bits: cells[3], metadata: cells[4])
        }
    }()

    @Test func `the table lists every sample and nothing else`() throws {
        let paths = try #require(FileManager.default.subpaths(atPath: Self.folder.path(percentEncoded: false)))
        // Pictures for the README are made from the samples.
        let samples = paths.filter {
            ["jpg", "png", "webp"].contains(($0 as NSString).pathExtension) && !$0.hasPrefix("pictures/")
        }
        #expect(Self.rows.map(\.path).sorted() == samples.sorted())
    }

    @Test(arguments: rows)
    func `a sample has the properties its table states`(row: Row) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: row.path)))
        let decoded = try ImageDecoder().decode(bytes)
        #expect(decoded.warnings.isEmpty)
        #expect("\(decoded.image.width)×\(decoded.image.height)" == row.size)
        #expect(decoded.image.planesInWords == row.planes)
        #expect("\(decoded.image.depth.rawValue)" == row.bits)
        #expect(decoded.image.metadata.inWords == row.metadata)
        #expect(decoded.encoding.format.fileExtensions.contains(URL(fileURLWithPath: row.path).pathExtension))
    }
}

extension PlanarImage {
    fileprivate var planesInWords: String {
        let colors =
            switch colorModel {
            case .gray: "gray"
            case .rgb: "RGB"
            case .cmyk: "CMYK"
            case .ycck: "YCCK"
            case .unknown(let planes): "\(planes) planes"
            case .yCbCr:
                switch (subsampling.largest.horizontal, subsampling.largest.vertical) {
                case (1, 1): "YCbCr 4:4:4"
                case (2, 1): "YCbCr 4:2:2"
                case (2, 2): "YCbCr 4:2:0"
                default: "YCbCr"
                }
            }
        return colors + (hasAlpha ? ", alpha" : "")
    }
}

extension ImageMetadata {
    fileprivate var inWords: String {
        let parts = [
            orientation.map { "orientation \($0)" }, iccProfile.map { _ in "ICC" }, xmp.map { _ in "XMP" },
        ]
        let words = parts.compactMap { $0 }.joined(separator: ", ")
        return words.isEmpty ? "–" : words
    }
}
