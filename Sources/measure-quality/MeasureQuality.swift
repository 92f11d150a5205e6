internal import ArgumentParser

@main
struct MeasureQuality: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-quality",
        abstract: "Measure what the engine does to pictures whose truth is known.",
        discussion: """
            The pictures are generated, of every kind that people have; --photos adds the same made of photographs. \
            Scenes are in two halves: choose constants on one, check them on the other.
            """,
        subcommands: [NoiseCommand.self, CompressionCommand.self], defaultSubcommand: NoiseCommand.self)
}
