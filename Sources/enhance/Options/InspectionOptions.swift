internal import ArgumentParser
internal import ImageEnhance

/// Ways to look at one picture instead of enhancing it.
struct InspectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a PNG that shows a crop of the picture at every denoise and sharpen level, - for standard output.",
            valueName: "file"))
    var contactSheet: FilePath?

    @Option(
        help: ArgumentHelp(
            "Write a PNG that shows a crop before and after side by side, - for standard output.", valueName: "file"))
    var compare: FilePath?

    @Flag(help: "Print the noise found in the picture; with --json as JSON.")
    var profile = false

    /// What is asked for; `nil` when pictures are to be enhanced.
    var inspection: Inspection? {
        if let contactSheet { return .contactSheet(output: contactSheet) }
        if let compare { return .comparison(output: compare) }
        return profile ? .noiseProfile : nil
    }

    func validate() throws {
        guard [contactSheet != nil, compare != nil, profile].count(where: { $0 }) <= 1 else {
            throw ValidationError("--contact-sheet, --compare and --profile exclude each other")
        }
    }
}
