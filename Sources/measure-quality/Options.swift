internal import ArgumentParser
internal import Foundation
internal import ImageEnhance
internal import SyntheticPictures

/// Which scenes are measured, and how the figures are printed.
struct Options: ParsableArguments {
    @Option(help: "Scenes of one half only: A or B.")
    var half: SceneHalf?

    @Option(help: "Seed of the generated scenes: another gives others of the same kinds.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Add a folder of clean photographs as scenes.", valueName: "folder"))
    var photos: String?

    @Flag(help: "Only the photographs, no generated scenes.")
    var photosOnly = false

    @Option(help: "Sharpen level.")
    var sharpen = 0

    @Flag(help: "Everything, picture by picture, as JSON.")
    var json = false

    @Option(name: .customLong("threads"), help: "Scenes in work at once; all cores where not given.")
    var threadCount: Int?

    var threads: ThreadBudget { threadCount.map(ThreadBudget.init) ?? .allCores }

    func validate() throws {
        guard (0...5).contains(sharpen) else { throw ValidationError("levels are 0 to 5") }
        guard !photosOnly || photos != nil else { throw ValidationError("--photos-only needs --photos") }
    }

    /// The chosen scenes, generated ones first.
    func scenes() throws -> [SyntheticScene] {
        var scenes = photosOnly ? [] : DevelopmentSet(seed: seed).scenes
        if let photos { scenes += try PhotographFolder(path: photos).scenes(from: scenes.count) }
        return scenes.filter { half == nil || $0.half == half }
    }

    /// Whole numbers parted by commas.
    static func numbers(_ text: String) throws -> [Int] {
        try text.split(separator: ",").map { part in
            guard let number = Int(part) else { throw ValidationError("\(part) is no number") }
            return number
        }
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension SceneHalf: ExpressibleByArgument {}
