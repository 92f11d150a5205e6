internal import ArgumentParser
internal import ImageEnhance

/// Shows a picture in the way asked for.
struct InspectionRunner {
    private let inspection: Inspection
    private let input: FilePath
    private let enhancer: Enhancer
    private let printsJSON: Bool

    /// - Throws: `ValidationError` when the options do not go together.
    init(
        _ inspection: Inspection, inputs: [FilePath], parameters: EnhanceParameters, batch: BatchOptions
    ) throws {
        guard inputs.count == 1, batch.filesFrom == nil else {
            throw ValidationError("--contact-sheet, --compare and --profile take exactly one image")
        }
        guard FileStatus(path: inputs[0])?.isDirectory != true else {
            throw ValidationError("\(inputs[0]) is a directory; --contact-sheet, --compare and --profile take an image")
        }
        guard !batch.recursive, !batch.dryRun else {
            throw ValidationError("--recursive and --dry-run are for enhancing")
        }
        if batch.json, inspection.output != nil {
            throw ValidationError("a sheet has no report: --json goes with --profile, or with enhancing")
        }
        if let output = inspection.output, output != .standardStream,
            let existing = FileStatus.canonicalPath(of: output), existing == FileStatus.canonicalPath(of: inputs[0])
        {
            throw ValidationError("\(output) is the input and would be overwritten")
        }
        self.inspection = inspection
        input = inputs[0]
        enhancer = Enhancer(parameters)
        printsJSON = batch.json
    }

    /// - Throws: `EnhanceError`.
    func run() throws(EnhanceError) {
        let file = input == .standardStream ? .standardInput : try FileDescriptor.regularFile(input)
        let bytes = try file.readAll(limits: enhancer.parameters.limits)
        switch inspection {
        case .contactSheet(let output):
            try write(enhancer.contactSheet(of: bytes), to: output)
        case .comparison(let output):
            try write(enhancer.comparison(of: bytes), to: output)
        case .noiseProfile:
            let (profile, compression) = try enhancer.profiles(of: bytes)
            let text =
                printsJSON ? NoiseReport(profile, compression).json() : NoiseTable(profile, compression).text
            try FileDescriptor.standardOutput.write(Array(text.utf8))
        }
    }

    private func write(_ bytes: [UInt8], to output: FilePath) throws(EnhanceError) {
        if output == .standardStream {
            try FileDescriptor.standardOutput.write(bytes)
        } else {
            try AtomicFile.write(bytes, to: output, source: nil)
        }
    }
}
