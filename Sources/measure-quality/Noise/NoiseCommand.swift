internal import ArgumentParser
internal import ImageEnhance
internal import SyntheticPictures

struct NoiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "noise", abstract: "Noisy and clean pictures: gain, damage, noise left at each level.")

    @OptionGroup var options: Options

    @Option(help: "Kinds of pictures, parted by commas; all where none is named. --list shows them.")
    var kinds: String?

    @Option(help: ArgumentHelp("Denoise levels, parted by commas.", valueName: "levels"), transform: Options.numbers)
    var levels = [1, 2, 3, 4, 5]

    @Option(help: "At most so many pictures of each kind in each half.")
    var limit: Int?

    @Flag(help: "List the pictures instead: half, kind, name.")
    var list = false

    @Option(
        help: ArgumentHelp(
            "Write truth, input and results as PNG into a folder, to look at, instead of measuring.",
            valueName: "folder"))
    var write: String?

    func validate() throws {
        let known = SyntheticPicture.Kind.allCases.map(\.rawValue)
        for kind in chosenKinds where !known.contains(kind) {
            throw ValidationError("no kind \(kind); there are \(known.joined(separator: ", "))")
        }
        guard levels.allSatisfy((0...5).contains), !levels.isEmpty else { throw ValidationError("levels are 0 to 5") }
    }

    func run() throws {
        let jobs = try jobs()
        if list {
            for recipe in jobs.flatMap(\.recipes) { print(recipe.half.rawValue, recipe.kind.rawValue, recipe.name) }
            return
        }
        let engine = Engine(sharpen: options.sharpen)
        if let write {
            let writer = PictureWriter(folder: write, levels: levels, engine: engine)
            for job in jobs { try writer.write(job) }
            return
        }
        let results = try options.threads.map(jobs.count) { index throws(MeasureError) in
            try jobs[index].measurements(engine, levels: levels)
        }
        let report = NoiseReport(levels: levels, measurements: results.flatMap(\.self))
        print(options.json ? try Options.json(report) : report.text())
    }

    private var chosenKinds: [String] { kinds?.split(separator: ",").map(String.init) ?? [] }

    /// The chosen pictures, scene by scene.
    private func jobs() throws -> [NoiseJob] {
        let chosen = Set(chosenKinds)
        let jobs = try options.scenes().map { scene in
            NoiseJob(
                scene: scene,
                recipes: scene.recipes.filter { chosen.isEmpty || chosen.contains($0.kind.rawValue) })
        }
        return limited(jobs).filter { !$0.recipes.isEmpty }
    }

    /// At most `limit` pictures of each kind and half, from scenes far apart.
    private func limited(_ jobs: [NoiseJob]) -> [NoiseJob] {
        guard let limit else { return jobs }
        let groups = Dictionary(grouping: jobs.flatMap(\.recipes)) { "\($0.kind.rawValue) \($0.half.rawValue)" }
        let names = groups.values.flatMap { group in
            (0..<min(limit, group.count)).map { group[$0 * group.count / min(limit, group.count)].name }
        }
        let kept = Set(names)
        return jobs.map { job in
            NoiseJob(scene: job.scene, recipes: job.recipes.filter { kept.contains($0.name) })
        }
    }
}
