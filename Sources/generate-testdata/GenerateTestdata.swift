internal import Foundation

/// Writes the samples of testdata/ into the folder given as the only argument.
@main
struct GenerateTestdata {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: generate-testdata FOLDER")
            exit(64)
        }
        let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
        for sample in try Samples().all() {
            let file = folder.appending(path: sample.path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(sample.bytes).write(to: file)
            print(sample.path, sample.bytes.count)
        }
    }
}
