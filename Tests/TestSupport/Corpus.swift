public import Foundation

/// The data set of photographs, conformance suites and hostile files, which lives outside the repository.
public enum Corpus {
    /// The folder that `IMAGE_ENHANCE_DATA` names; `nil` where it is not set, and tests that need it are skipped.
    public static var folder: URL? {
        ProcessInfo.processInfo.environment["IMAGE_ENHANCE_DATA"].flatMap {
            $0.isEmpty ? nil : URL(fileURLWithPath: $0, isDirectory: true)
        }
    }

    public static var isPresent: Bool { folder != nil }

    /// All files of the data set's `MANIFEST.tsv`; empty where there is no data set.
    public static let files: [CorpusFile] = {
        guard let folder, let text = try? String(contentsOf: folder.appending(path: "MANIFEST.tsv"), encoding: .utf8)
        else { return [] }
        return CorpusFile.parse(manifest: text, folder: folder)
    }()

    /// The files in a folder of the data set and below it, `conformance` or `hostile/gen`, say.
    public static func files(in folder: String) -> [CorpusFile] {
        files.filter { $0.path.hasPrefix(folder + "/") }
    }
}
