public import Foundation

/// Runs a program of this package and waits for it: what would take the test process down is seen from outside.
public struct ChildProcess: Sendable {
    public enum Outcome: Sendable, Hashable {
        /// It ended by itself with this status.
        case exit(Int32)
        /// A signal ended it: it crashed.
        case signal(Int32)
        /// It ran longer than it was given, and was killed.
        case timeout
    }

    public let outcome: Outcome
    public let standardOutput: [UInt8]
    public let standardError: String

    /// The built executable `name`, which lies beside the test executable.
    public static func executable(_ name: String) -> URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(
            path: name)
    }

    /// - Parameters:
    ///   - environment: variables set over those of this process.
    ///   - timeout: seconds after which the program is killed.
    public static func run(
        _ executable: URL, _ arguments: [String], standardInput: [UInt8] = [], environment: [String: String] = [:],
        directory: URL? = nil, timeout: Double = 60
    ) throws -> ChildProcess {
        // Files instead of pipes: a program that writes much, or reads nothing, can then never block us.
        let scratch = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (input, output, errors) = (
            scratch.appending(path: "in"), scratch.appending(path: "out"), scratch.appending(path: "err")
        )
        try Data(standardInput).write(to: input)
        try Data().write(to: output)
        try Data().write(to: errors)

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.currentDirectoryURL = directory
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()

        let deadline = Date(timeIntervalSinceNow: timeout)
        while process.isRunning && Date() < deadline { usleep(2000) }
        let timedOut = process.isRunning
        if timedOut { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()

        let outcome: Outcome =
            timedOut
            ? .timeout
            : process.terminationReason == .exit
                ? .exit(process.terminationStatus) : .signal(process.terminationStatus)
        return ChildProcess(
            outcome: outcome, standardOutput: [UInt8](try Data(contentsOf: output)),
            standardError: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
