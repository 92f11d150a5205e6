internal import ArgumentParser
internal import ImageEnhance

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What is done to each image. Names, ranges and help come from the library's table of parameters.
struct EnhancementOptions: ParsableArguments {
    private typealias Table = EnhanceParameters.Table

    @Option(help: .row(Table.denoise, valueName: "level"), transform: Table.denoise.value(from:))
    var denoise: Int?

    @Option(help: .row(Table.sharpen, valueName: "level"), transform: Table.sharpen.value(from:))
    var sharpen: Int?

    @Option(help: .row(Table.method, valueName: "method"), transform: Table.method.value(from:))
    var method: DenoiseMethod?

    @Option(help: .row(Table.noiseSigma, valueName: "sigma"), transform: Table.noiseSigma.value(from:))
    var noiseSigma: Float?

    @Option(help: .row(Table.quality, valueName: "quality"), transform: Table.quality.value(from:))
    var quality: EncodingOptions.Quality?

    @Option(help: .row(Table.metadata, valueName: "what"), transform: Table.metadata.value(from:))
    var metadata: EncodingOptions.MetadataPolicy?

    @Option(help: .row(Table.maxPixels, valueName: "count"), transform: Table.maxPixels.value(from:))
    var maxPixels: Int?

    @Option(help: .row(Table.failOn, valueName: "severity"), transform: Table.failOn.value(from:))
    var failOn: Severity?

    @Flag(help: "\(Table.ignoreError.meaning).")
    var ignoreError = false

    /// - Parameter environment: `ENHANCE_INSTRUCTION_SET` forces the kernels that run, for tests.
    func parameters(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> EnhanceParameters {
        var parameters = EnhanceParameters(ignoreError: ignoreError)
        if let denoise { parameters.denoise = denoise }
        if let sharpen { parameters.sharpen = sharpen }
        if let method { parameters.method = method }
        if let quality { parameters.encoding.quality = quality }
        if let metadata { parameters.encoding.metadata = metadata }
        if let maxPixels { parameters.limits.pixels = maxPixels }
        if let failOn { parameters.failOn = failOn }
        parameters.noiseSigma = noiseSigma
        if let name = environment["ENHANCE_INSTRUCTION_SET"], !name.isEmpty {
            do {
                parameters.instructionSet = try Table.instructionSet.value(from: name)
            } catch {
                throw ValidationError("ENHANCE_INSTRUCTION_SET: \(error)")
            }
        }
        return parameters
    }
}

extension ArgumentHelp {
    static func row<Value>(_ parameter: EnhanceParameter<Value>, valueName: String) -> ArgumentHelp {
        ArgumentHelp("\(parameter.help)", valueName: valueName)
    }
}
