internal import ArgumentParser
internal import ImageEnhance

/// Which result goes where. Whatever could lose data is refused here, before the first image is read.
struct OutputPlan {
    struct Job {
        let input: InputFiles.File
        /// `-` for standard output.
        let output: FilePath
        /// The directory below which `output` is to be, in directories that may be created.
        var tree: OutputTree?

        var isStandardOutput: Bool { output == .standardStream }
    }

    let jobs: [Job]

    /// - Throws: `ValidationError` when the inputs and the place for the results do not go together.
    init(inputs: InputFiles, options: OutputOptions) throws {
        if let file = options.file {
            guard inputs.files.count + inputs.failures.count == 1 else {
                throw ValidationError(
                    "-o takes the result of one image, but there are \(inputs.files.count); use --output-directory")
            }
            jobs = inputs.files.map { Job(input: $0, output: file) }
            return
        }
        if inputs.files.contains(where: \.isStandardInput) {
            throw ValidationError("an image from standard input needs -o")
        }
        if let suffix = options.suffix {
            jobs = inputs.files.map { Job(input: $0, output: $0.path.appending(suffix: suffix)) }
            try checkCollisions()
            return
        }
        guard let directory = options.outputDirectory else {
            jobs = inputs.files.map { Job(input: $0, output: $0.path) }
            return
        }
        let tree = OutputTree(root: directory, followsLinks: options.followLinks)
        jobs = inputs.files.map {
            Job(input: $0, output: directory.appending($0.relativePath), tree: tree)
        }
        try checkCollisions()
    }

    private func checkCollisions() throws {
        // Links can lead two outputs to one file.
        var sources: [FilePath: FilePath] = [:]
        for job in jobs {
            if let other = sources.updateValue(job.input.path, forKey: OutputTree.destination(of: job.output)) {
                throw ValidationError("\(other) and \(job.input.path) would both become \(job.output)")
            }
        }
        let inputs = Set(jobs.compactMap { FileStatus.canonicalPath(of: $0.input.path) })
        for job in jobs {
            if let existing = FileStatus.canonicalPath(of: job.output), inputs.contains(existing) {
                throw ValidationError("\(job.output) is an input and would be overwritten; --in-place does so")
            }
        }
    }
}
