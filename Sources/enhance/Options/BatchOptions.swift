internal import ArgumentParser
internal import ImageEnhance

/// How many files are worked on and what is told about them.
struct BatchOptions: ParsableArguments {
    @Flag(help: "Process input directories with all below them; without it only the images directly inside.")
    var recursive = false

    @Option(help: ArgumentHelp("Read more inputs from this file, one a line, - for standard input.", valueName: "file"))
    var filesFrom: FilePath?

    @Flag(
        name: [.customShort("0"), .customLong("null")],
        help: "What --files-from reads has a NUL behind each name instead of a line's end.")
    var isNullTerminated = false

    @Option(
        help: ArgumentHelp(
            "The directory that names in --files-from begin at; below --output-directory, results keep their tree.",
            valueName: "directory"), completion: .directory)
    var baseDirectory: FilePath?

    @Option(
        help: ArgumentHelp(
            "Images to work on at once: an integer from 1 (default: as many as there are threads).",
            valueName: "count"))
    var jobs: Int?

    @Flag(help: "Only say what would be written, by what the files' headers say.")
    var dryRun = false

    @Flag(help: "Print a report in JSON on standard output.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report of --json here instead, so that -o - can be used too.", valueName: "file"))
    var report: FilePath?

    @Flag(help: "Print a line of JSON about each image as it is done, and at last one with the totals.")
    var jsonLines = false

    @Flag(name: .shortAndLong, help: "No progress line on the terminal.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "One line about each image on standard error.")
    var verbose = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("jobs is '\(jobs)', accepted: an integer from 1") }
        if baseDirectory != nil && filesFrom == nil {
            throw ValidationError("--base-directory goes with --files-from")
        }
        if report != nil && !json { throw ValidationError("--report goes with --json") }
        if isNullTerminated && filesFrom == nil { throw ValidationError("--null goes with --files-from") }
        if json && jsonLines { throw ValidationError("--json and --json-lines exclude each other") }
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    /// The inputs that `--files-from` lists.
    ///
    /// - Throws: `ValidationError` when the list can't be read.
    func listedFiles() throws -> [FilePath] {
        guard let filesFrom else { return [] }
        let bytes: [UInt8]
        do {
            let list = filesFrom == .standardStream ? .standardInput : try FileDescriptor(reading: filesFrom)
            bytes = try list.readAll(limits: .unlimited)
        } catch {
            throw ValidationError("--files-from: \(error)")
        }
        if isNullTerminated { return bytes.split(separator: 0).map { FilePath($0) } }
        guard !bytes.contains(0) else {
            throw ValidationError("--files-from: the list holds NULs, where --null splits it")
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        return lines.map { FilePath($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }.filter { !$0.bytes.isEmpty }
    }
}
