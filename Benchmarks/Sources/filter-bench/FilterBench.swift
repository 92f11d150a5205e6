import ArgumentParser
import ImageFilters

/// Times one filter on one image, so that ours and a peer's can run in turn in one measurement.
@main
struct FilterBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter-bench",
        abstract: "Run one filter on a PGM or PPM file and print the seconds of each run as one JSON object.",
        subcommands: [NLM.self, Bilateral.self, Unsharp.self, Denoise.self, Sharpen.self])

    struct NLM: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "nlm", abstract: "Non-local means.")
        @OptionGroup var options: RunOptions
        @Option(help: "Strength.") var h = 10.0
        @Option(help: "Side of the template.") var template = 7
        @Option(help: "Side of the search window.") var search = 21

        func run() throws {
            let filter = try NonLocalMeans(strength: h, templateSize: template, searchSize: search)
            try options.measure("nlm") { image, threads, instructionSet in
                try filter.apply(to: image, threads: threads, instructionSet: instructionSet)
            }
        }
    }

    struct Bilateral: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "bilateral", abstract: "Bilateral filter.")
        @OptionGroup var options: RunOptions
        @Option(help: "Diameter of the window.") var diameter = 9
        @Option(help: "Deviation of the weights over differences.") var sigmaRange = 25.0
        @Option(help: "Deviation of the weights over distance.") var sigmaSpace = 5.0

        func run() throws {
            let filter = try BilateralFilter(diameter: diameter, sigmaRange: sigmaRange, sigmaSpace: sigmaSpace)
            try options.measure("bilateral") { image, threads, instructionSet in
                try filter.apply(to: image, threads: threads, instructionSet: instructionSet)
            }
        }
    }

    struct Unsharp: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "unsharp", abstract: "Unsharp mask.")
        @OptionGroup var options: RunOptions
        @Option(help: "Deviation of the Gaussian.") var sigma = 1.0
        @Option(help: "How much is added.") var amount = 0.5

        func run() throws {
            let filter = try UnsharpMask(sigma: sigma, amount: amount)
            try options.measure("unsharp") { image, threads, instructionSet in
                try filter.apply(to: image, threads: threads, instructionSet: instructionSet)
            }
        }
    }

    struct Denoise: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "denoise", abstract: "Denoising at a level.")
        @OptionGroup var options: RunOptions
        @Option(help: "0 to 5.") var level = 3
        @Option(help: "Standard deviation of the noise; estimated if not given.") var noiseSigma: Float?

        func run() throws {
            let chain = FilterChain(
                denoiser: Denoiser(level: try namedLevel(level), noiseSigma: noiseSigma),
                sharpener: Sharpener(level: .off))
            try options.measure("denoise") { image, threads, instructionSet in
                try chain.apply(to: image, threads: threads, instructionSet: instructionSet)
            }
        }
    }

    struct Sharpen: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "sharpen", abstract: "Sharpening at a level.")
        @OptionGroup var options: RunOptions
        @Option(help: "0 to 5.") var level = 3

        func run() throws {
            let chain = FilterChain(denoiser: Denoiser(level: .off), sharpener: Sharpener(level: try namedLevel(level)))
            try options.measure("sharpen") { image, threads, instructionSet in
                try chain.apply(to: image, threads: threads, instructionSet: instructionSet)
            }
        }
    }
}

private func namedLevel(_ level: Int) throws -> Level {
    guard let level = Level(level) else { throw ValidationError("--level must be 0 to 5, not \(level)") }
    return level
}
