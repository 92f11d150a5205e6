internal import ArgumentParser
internal import Foundation
internal import ImageEnhance
internal import SyntheticPictures

@main
struct MeasureQuality: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-quality",
        abstract: "Measure what the engine does to pictures whose truth is known.",
        discussion: """
            The pictures are generated, of every kind that people have, clean and noisy; --photos adds the same made \
            of photographs. Scenes are in two halves: choose constants on one, check them on the other.
            """)

    @OptionGroup var options: Options

    func run() throws {
        let recipes = try options.recipes()
        if options.list {
            for (_, recipes) in recipes {
                for recipe in recipes { print(recipe.half.rawValue, recipe.kind.rawValue, recipe.name) }
            }
            return
        }
        let jobs = recipes.map { Job(scene: $0.scene, recipes: $0.recipes) }
        if let folder = options.write {
            let writer = PictureWriter(folder: folder, levels: options.levels, sharpen: options.sharpen)
            for job in jobs { try writer.write(job) }
            return
        }
        let engine = Engine(levels: options.levels, sharpen: options.sharpen)
        let results = try options.threads.map(jobs.count) { index throws(MeasureError) in
            try jobs[index].measurements(engine)
        }
        let report = Report(levels: options.levels, measurements: results.flatMap(\.self))
        print(options.json ? try report.json() : report.text())
    }
}
