internal import ArgumentParser
internal import ImageEnhance

@main
enum Program {
    static func main() {
        StandardDescriptors.openClosed()
        do {
            var command = try Enhance.parseAsRoot(FilePath.processArguments)
            try command.run()
        } catch {
            end(error)
        }
    }

    /// As ArgumentParser does, but that a message is one line whatever the arguments hold.
    private static func end(_ error: any Error) -> Never {
        let status = Enhance.exitCode(for: error)
        guard !status.isSuccess else { Enhance.exit(withError: error) }
        let message = Enhance.message(for: error)
        if !message.isEmpty {
            let text = "Error: \(Printable.line(of: message))\nSee 'enhance --help' for more information.\n"
            try? FileDescriptor.standardError.write(Array(text.utf8))
        }
        Enhance.exit(withError: status)
    }
}

struct Enhance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enhance",
        abstract: "Remove noise from JPEG, PNG and WebP images and sharpen them.",
        discussion: """
            The result has the format, size and metadata of the input; the content of a file decides, not its name. \
            Nothing is overwritten unless -o, --output-directory, --suffix or --in-place says so.

            --contact-sheet, --compare and --profile show what there is to gain, to choose levels by looking.

            Exit status: 0 all images done, 1 some failed, 2 none done, 64 wrong usage.
            """,
        version: "enhance \(engineVersion)")

    @Argument(help: ArgumentHelp("Image files, directories of images, or - for standard input.", valueName: "input"))
    var inputs: [FilePath] = []

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Enhancement") var enhancement: EnhancementOptions
    @OptionGroup(title: "Batches") var batch: BatchOptions
    @OptionGroup(title: "Looking instead of enhancing") var inspection: InspectionOptions

    func validate() throws {
        guard !enhancement.contains("crop-size") || inspection.contactSheet != nil || inspection.compare != nil else {
            throw ValidationError("--crop-size goes with --contact-sheet or --compare")
        }
        guard inspection.inspection == nil else {
            guard output.placeCount == 0, !output.skipExisting, !output.preserveTimes else {
                throw ValidationError(
                    "--contact-sheet, --compare and --profile write no enhanced image: leave out the options of output")
            }
            let hasLevels = enhancement.contains("denoise") || enhancement.contains("sharpen")
            guard inspection.contactSheet == nil || !hasLevels else {
                throw ValidationError("--contact-sheet shows every level: leave out --denoise and --sharpen")
            }
            return
        }
        guard output.placeCount == 1 else {
            throw ValidationError(
                "say where results go: one of -o FILE, --output-directory DIR, --suffix TEXT and --in-place")
        }
        guard !inputs.isEmpty || batch.filesFrom != nil else {
            throw ValidationError("say what to enhance: files, directories or -")
        }
        guard !((batch.json && batch.report == nil || batch.jsonLines) && output.file == .standardStream) else {
            throw ValidationError("--json and the image can't both go to standard output; --report names a file")
        }
    }

    func run() throws {
        var parameters = try enhancement.parameters()
        parameters.marksResults = output.inPlace
        // A picture that lost a part stays as it is, for it would come back as one that never had it.
        if output.inPlace && !enhancement.contains("fail-on") { parameters.failOn = .loss }
        if let inspection = inspection.inspection {
            return try inspect(inspection, parameters)
        }
        guard output.file != .standardStream || batch.dryRun || !FileDescriptor.standardOutput.isTerminal else {
            throw ValidationError("standard output is a terminal, which shows no image: send it into a file or program")
        }
        let files = InputFiles(
            arguments: inputs, listed: try batch.listedFiles(), batch: batch, output: output)
        let plan = try OutputPlan(inputs: files, options: output)
        Interrupt.listen()
        let report = BatchRunner(plan: plan, parameters: parameters, options: batch, output: output)
            .run(
                failures: files.failures.map { FileReport(input: $0.path, output: nil, failure: $0.error) },
                unsupported: files.unsupported)
        try tell(report)
        if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
    }

    private func tell(_ report: BatchReport) throws {
        let text =
            batch.json
            ? Array(try report.json().utf8) + [UInt8(ascii: "\n")]
            : batch.jsonLines
                ? try JSONLine.bytes(of: ["totals": report.totals]) : batch.dryRun ? Array(report.plan.utf8) : []
        do throws(EnhanceError) {
            if let file = batch.report {
                try AtomicFile.write(text, to: file, source: nil)
            } else {
                try FileDescriptor.standardOutput.write(text)
            }
        } catch {
            try? FileDescriptor.standardError.write(Array("enhance: the report is lost: \(error.message)\n".utf8))
            throw ExitCode(max(1, report.exitStatus))
        }
    }

    private func inspect(_ inspection: Inspection, _ parameters: EnhanceParameters) throws {
        let runner = try InspectionRunner(
            inspection, inputs: inputs, parameters: parameters, batch: batch)
        do throws(EnhanceError) {
            try runner.run()
        } catch {
            try FileDescriptor.standardError.write(Array("enhance: \(inputs[0]): \(error.message)\n".utf8))
            throw ExitCode(2)
        }
    }
}
