internal import ArgumentParser
internal import ImageEnhance

/// How many files are worked on and what is told about them.
struct BatchOptions: ParsableArguments {
    @Flag(help: "Process input directories with all below them; without it only the images directly inside.")
    var recursive = false

    @Option(help: ArgumentHelp("Read more inputs from this file, one a line, - for standard input.", valueName: "file"))
    var filesFrom: String?

    @Option(
        help: ArgumentHelp(
            "Images to work on at once: an integer from 1 (default: as many as there are threads).",
            valueName: "count"))
    var jobs: Int?

    @Flag(help: "Only say what would be written.")
    var dryRun = false

    @Flag(help: "Print a report in JSON on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress line on the terminal.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "One line about each image on standard error.")
    var verbose = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("jobs is '\(jobs)', accepted: an integer from 1") }
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    /// The inputs that `--files-from` lists.
    ///
    /// - Throws: `ValidationError` when the list can't be read.
    func listedFiles() throws -> [String] {
        guard let filesFrom else { return [] }
        do {
            let list = filesFrom == "-" ? .standardInput : try FileDescriptor(reading: filesFrom)
            let text = String(decoding: try list.readAll(limits: .unlimited), as: UTF8.self)
            return text.split(whereSeparator: \.isNewline).map(String.init)
        } catch {
            throw ValidationError("--files-from: \(error)")
        }
    }
}
