internal import ArgumentParser
internal import ImageEnhance
internal import SyntheticPictures

struct CompressionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compression", abstract: "JPEG files of clean pictures: what filtering gains, and block borders.")

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("JPEG qualities, parted by commas.", valueName: "qualities"), transform: Options.numbers)
    var qualities = [10, 20, 30, 50, 75, 85, 90]

    @Flag(help: "Chroma at full resolution, not at half.")
    var full = false

    @Flag(help: "Saved twice instead: at quality 60, then shifted by 3 pixels, at each of the qualities.")
    var twice = false

    @Option(help: "Denoise level.")
    var denoise = 3

    @Option(help: "At most so many scenes of each group in each half.")
    var limit: Int?

    func validate() throws {
        guard (0...5).contains(denoise) else { throw ValidationError("levels are 0 to 5") }
        guard qualities.allSatisfy((1...100).contains) else { throw ValidationError("qualities are 1 to 100") }
    }

    func run() throws {
        let job = CompressionJob(
            engine: Engine(sharpen: options.sharpen), level: denoise, qualities: qualities, isSubsampled: !full,
            isTwice: twice)
        let scenes = limited(try options.scenes())
        let results = try options.threads.map(scenes.count) { index throws(MeasureError) in
            try job.measurements(of: scenes[index])
        }
        let report = CompressionReport(isSharpened: options.sharpen > 0, measurements: results.flatMap(\.self))
        print(options.json ? try Options.json(report) : report.text())
    }

    private func limited(_ scenes: [SyntheticScene]) -> [SyntheticScene] {
        guard let limit else { return scenes }
        let groups = Dictionary(grouping: scenes) { "\($0.group.rawValue) \($0.half.rawValue)" }
        let kept = groups.values.flatMap { group in
            (0..<min(limit, group.count)).map { group[$0 * group.count / min(limit, group.count)].number }
        }
        return scenes.filter { kept.contains($0.number) }
    }
}
