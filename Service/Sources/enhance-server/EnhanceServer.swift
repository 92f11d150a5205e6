internal import ArgumentParser
internal import Logging

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

@main
struct EnhanceServer {
    static func main() async {
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        LineLog.standardError.flush()
        exit(status)
    }

    private static func run(_ arguments: [String]) async -> Int32 {
        // Who reads the log may go away.
        signal(SIGPIPE, SIG_IGN)
        DescriptorLimit.raise()
        do {
            try await ServerRun(try configuration(arguments)).run()
            return 0
        } catch let error as StartupError {
            complain(error.message)
            return error.status.rawValue
        } catch let error as UsageError {
            complain(error.message)
            return StartupError.Status.usage.rawValue
        } catch {
            guard ServerArguments.exitCode(for: error) == .success else {
                complain(ServerArguments.message(for: error))
                return StartupError.Status.usage.rawValue
            }
            print(ServerArguments.fullMessage(for: error))
            return 0
        }
    }

    private static func configuration(_ arguments: [String]) throws -> Configuration {
        let arguments = try ServerArguments.parse(arguments)
        let environment = ProcessInfo.processInfo.environment
        let path = arguments.config ?? environment[OptionName.variable("config")].flatMap { $0.isEmpty ? nil : $0 }
        var file: ConfigurationFile?
        if let path {
            guard let json = FileManager.default.contents(atPath: path) else {
                throw UsageError(message: "--config: \(quoted(path)) can't be read")
            }
            file = try ConfigurationFile(path: path, json: json)
        }
        return try Configuration(arguments: arguments, environment: environment, file: file)
    }

    /// One line on standard error.
    private static func complain(_ message: String) {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        LineLog.standardError.write("enhance-server: \(line)")
    }
}
