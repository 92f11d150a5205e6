import Foundation
import ImageEnhance
import TestSupport
import Testing

/// A folder in which the built `enhance` runs.
struct CommandTest {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs `enhance` with the folder as working directory.
    func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try ChildProcess.run(
            ChildProcess.executable("enhance"), arguments,
            standardInput: input, environment: environment, directory: folder.url)
    }
}

extension EnhanceParameters {
    /// Those of `enhance --in-place`.
    static var inPlace: EnhanceParameters {
        var parameters = EnhanceParameters()
        parameters.marksResults = true
        return parameters
    }
}

extension ChildProcess {
    /// Whether it ended with `status` and wrote nothing to standard error.
    func isSilent(status: Int32 = 0) -> Bool {
        outcome == .exit(status) && standardError.isEmpty
    }

    var standardOutputText: String { String(decoding: standardOutput, as: UTF8.self) }

    /// Lines of standard error.
    var errorLines: [String] { standardError.split(separator: "\n").map(String.init) }
}
