internal import ArgumentParser
internal import ImageEnhance

/// Where results go.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the result of the only input here, - for standard output.", valueName: "file"))
    var file: FilePath?

    @Option(
        help: ArgumentHelp(
            "Write results into this directory, in the tree in which input directories hold them.",
            valueName: "directory"), completion: .directory)
    var outputDirectory: FilePath?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write results beside their inputs, with this behind the name: photo-better.jpg for -better.",
            valueName: "text"))
    var suffix: FilePath?

    @Flag(help: "Replace the inputs. Pictures that lost a part stay as they are, unless --fail-on error is given.")
    var inPlace = false

    @Flag(help: "With --in-place, enhance again what says that it was enhanced.")
    var force = false

    @Flag(help: "Write through links that are in the output directory, wherever they lead.")
    var followLinks = false

    @Flag(help: "Leave inputs alone whose output exists and is no older.")
    var skipExisting = false

    @Flag(help: "Give results the modification time of their input.")
    var preserveTimes = false

    /// How many places are named; results need exactly one.
    var placeCount: Int { [file != nil, outputDirectory != nil, suffix != nil, inPlace].count { $0 } }

    func validate() throws {
        if let suffix, suffix.bytes.isEmpty || suffix.bytes.contains(UInt8(ascii: "/")) {
            throw ValidationError("suffix is '\(suffix)', accepted: text without a slash")
        }
        guard inPlace || !force else { throw ValidationError("--force goes with --in-place") }
        guard !(inPlace && skipExisting) else {
            throw ValidationError("--skip-existing with --in-place would skip every input")
        }
    }
}
