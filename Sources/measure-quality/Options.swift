internal import ArgumentParser
internal import Foundation
internal import ImageEnhance
internal import SyntheticPictures

/// Which pictures are measured, and how.
struct Options: ParsableArguments {
    @Option(help: "Kinds of pictures, parted by commas; all where none is named. --list shows them.")
    var kinds: String?

    @Option(help: "Scenes of one half only: A or B.")
    var half: SceneHalf?

    @Option(help: ArgumentHelp("Denoise levels, parted by commas.", valueName: "levels"), transform: Options.numbers)
    var levels = [1, 2, 3, 4, 5]

    @Option(help: "Sharpen level.")
    var sharpen = 0

    @Option(help: "At most so many pictures of each kind in each half.")
    var limit: Int?

    @Option(help: "Seed of the generated scenes: another gives others of the same kinds.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Add a folder of clean photographs as scenes.", valueName: "folder"))
    var photos: String?

    @Flag(help: "Only the photographs, no generated scenes.")
    var photosOnly = false

    @Flag(help: "List the pictures instead: half, kind, name.")
    var list = false

    @Option(
        help: ArgumentHelp(
            "Write truth, input and results as PNG into a folder, to look at, instead of measuring.",
            valueName: "folder"))
    var write: String?

    @Flag(help: "Everything, picture by picture, as JSON.")
    var json = false

    @Option(name: .customLong("threads"), help: "Pictures in work at once; all cores where not given.")
    var threadCount: Int?

    var threads: ThreadBudget { threadCount.map(ThreadBudget.init) ?? .allCores }

    func validate() throws {
        let known = SyntheticPicture.Kind.allCases.map(\.rawValue)
        for kind in chosenKinds where !known.contains(kind) {
            throw ValidationError("no kind \(kind); there are \(known.joined(separator: ", "))")
        }
        guard levels.allSatisfy((0...5).contains), (0...5).contains(sharpen), !levels.isEmpty else {
            throw ValidationError("levels are 0 to 5")
        }
        guard !photosOnly || photos != nil else { throw ValidationError("--photos-only needs --photos") }
    }

    /// The chosen pictures, scene by scene.
    func recipes() throws -> [(scene: SyntheticScene, recipes: [PictureRecipe])] {
        var scenes = photosOnly ? [] : DevelopmentSet(seed: seed).scenes
        if let photos { scenes += try PhotographFolder(path: photos).scenes(from: scenes.count) }
        let chosen = Set(chosenKinds)
        let recipes = scenes.filter { half == nil || $0.half == half }.map { scene in
            (scene, scene.recipes.filter { chosen.isEmpty || chosen.contains($0.kind.rawValue) })
        }
        return limited(recipes).filter { !$0.recipes.isEmpty }
    }

    /// At most `limit` pictures of each kind and half, from scenes far apart.
    private func limited(
        _ recipes: [(scene: SyntheticScene, recipes: [PictureRecipe])]
    ) -> [(scene: SyntheticScene, recipes: [PictureRecipe])] {
        guard let limit else { return recipes }
        let groups = Dictionary(grouping: recipes.flatMap(\.recipes)) { "\($0.kind.rawValue) \($0.half.rawValue)" }
        let names = groups.values.flatMap { group in
            (0..<min(limit, group.count)).map { group[$0 * group.count / min(limit, group.count)].name }
        }
        let kept = Set(names)
        return recipes.map { scene, recipes in (scene, recipes.filter { kept.contains($0.name) }) }
    }

    private var chosenKinds: [String] { kinds?.split(separator: ",").map(String.init) ?? [] }

    private static func numbers(_ text: String) throws -> [Int] {
        try text.split(separator: ",").map { part in
            guard let number = Int(part) else { throw ValidationError("\(part) is no number") }
            return number
        }
    }
}

extension SceneHalf: ExpressibleByArgument {}
