internal import ArgumentParser
internal import ImageEnhance

/// Which result goes where. Whatever could lose data is refused here, before the first image is read.
struct OutputPlan {
    struct Job {
        let input: InputFiles.File
        /// `-` for standard output.
        let output: String
        /// Whether the directories above `output` may be created.
        let createsDirectories: Bool

        var isStandardOutput: Bool { output == "-" }
    }

    let jobs: [Job]

    /// - Throws: `ValidationError` when the inputs and the place for the results do not go together.
    init(inputs: InputFiles, options: OutputOptions) throws {
        if let file = options.file {
            guard inputs.files.count + inputs.failures.count == 1 else {
                throw ValidationError(
                    "-o takes the result of one image, but there are \(inputs.files.count); use --output-directory")
            }
            jobs = inputs.files.map { Job(input: $0, output: file, createsDirectories: false) }
            return
        }
        if inputs.files.contains(where: \.isStandardInput) {
            throw ValidationError("an image from standard input needs -o")
        }
        guard let directory = options.outputDirectory else {
            jobs = inputs.files.map { Job(input: $0, output: $0.path, createsDirectories: false) }
            return
        }
        jobs = inputs.files.map {
            Job(input: $0, output: directory.appendingPathComponent($0.relativePath), createsDirectories: true)
        }
        try checkCollisions()
    }

    private func checkCollisions() throws {
        let byOutput = Dictionary(grouping: jobs, by: \.output)
        if let clash = jobs.first(where: { byOutput[$0.output]!.count > 1 }).map({ byOutput[$0.output]! }) {
            throw ValidationError(
                "\(clash[0].input.path) and \(clash[1].input.path) would both become \(clash[0].output)")
        }
        let inputs = Set(jobs.compactMap { FileStatus.canonicalPath(of: $0.input.path) })
        for job in jobs {
            if let existing = FileStatus.canonicalPath(of: job.output), inputs.contains(existing) {
                throw ValidationError("\(job.output) is an input and would be overwritten; --in-place does so")
            }
        }
    }
}
