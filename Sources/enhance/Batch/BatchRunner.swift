internal import ImageEnhance
internal import Synchronization

/// Works through a plan: several images at once, one thread each; or one after the other, each on all threads.
struct BatchRunner {
    private let options: BatchOptions
    private let output: OutputOptions
    private let enhancer: Enhancer
    private let workers: Int
    private let plan: OutputPlan

    init(plan: OutputPlan, parameters: EnhanceParameters, options: BatchOptions, output: OutputOptions) {
        self.plan = plan
        self.options = options
        self.output = output
        let budget = parameters.threads ?? .allCores
        workers = max(1, min(options.jobs ?? budget.count, plan.jobs.count))
        var parameters = parameters
        // Where images share the cores, each gets one thread: workers that tile would wait for each other.
        parameters.threads = workers == 1 ? budget : ThreadBudget(budget.count / workers)
        // Its workers are counted already.
        enhancer = Enhancer(parameters, gate: nil)
    }

    /// - Parameters:
    ///   - failures: inputs that could not even be planned, reported with the others.
    ///   - unsupported: pictures that are no inputs, by format.
    func run(failures: [FileReport], unsupported: [String: Int]) -> BatchReport {
        let start = ContinuousClock.now
        let console = Console(fileCount: plan.jobs.count, options: options)
        failures.forEach(console.finished)
        let reports = Mutex([FileReport?](repeating: nil, count: plan.jobs.count))
        let isStopped: @Sendable () -> Bool = { Interrupt.wasRequested }
        ThreadBudget(workers).forEach(plan.jobs.count, until: isStopped) { index in
            let report = process(plan.jobs[index])
            console.finished(report)
            reports.withLock { $0[index] = report }
        }
        let done = reports.withLock { $0.compactMap(\.self) }
        let remaining = plan.jobs.count - done.count
        let report = BatchReport(
            files: failures + done, remaining: remaining, unsupported: unsupported,
            seconds: (ContinuousClock.now - start).seconds)
        console.close(report, enhancedBefore: done.count { $0.skip == .enhancedBefore })
        return report
    }

    private func process(_ job: OutputPlan.Job) -> FileReport {
        if output.skipExisting, !job.isStandardOutput, isUpToDate(job) {
            return FileReport(
                input: job.input.path, output: job.output, skipped: .outputExists, reason: "its output exists")
        }
        let start = ContinuousClock.now
        var report: FileReport
        do {
            report = options.dryRun ? try planned(job) : try enhance(job)
        } catch {
            report = FileReport(input: job.input.path, output: job.output, failure: error)
        }
        let parameters = enhancer.parameters
        report.settings = FileReport.Settings(denoise: parameters.denoise, sharpen: parameters.sharpen)
        report.seconds = (ContinuousClock.now - start).seconds
        return report
    }

    /// Whether the output is there, and is not older than what it was made from.
    private func isUpToDate(_ job: OutputPlan.Job) -> Bool {
        guard let output = FileStatus(path: job.output) else { return false }
        return FileStatus(path: job.input.path).map { !output.isOlder(than: $0) } ?? true
    }

    /// What would become of an image, as far as its header tells.
    private func planned(_ job: OutputPlan.Job) throws(EnhanceError) -> FileReport {
        // What comes through a pipe can be read once.
        guard !job.input.isStandardInput else {
            return FileReport(input: job.input.path, output: job.output, status: .planned)
        }
        do {
            let bytes = try FileDescriptor.regularFile(job.input.path).readAll(limits: enhancer.parameters.limits)
            if let skipped = try refusal(job, bytes) { return skipped }
            let header = try enhancer.inspect(bytes)
            return FileReport(input: job.input.path, output: job.output, planned: header)
        } catch {
            guard enhancer.parameters.ignoreError, error.code != .io else { throw error }
            return FileReport(input: job.input.path, output: job.output, status: .planned)
        }
    }

    /// The report on what is enhanced already.
    ///
    /// - Throws: `EnhanceError` for a name of another format, which would lie: nothing is converted.
    private func refusal(_ job: OutputPlan.Job, _ bytes: [UInt8]) throws(EnhanceError) -> FileReport? {
        if output.file != nil, let format = ImageFormat(sniffing: bytes), let ending = job.output.lowercasedExtension,
            let named = ImageFormat.allCases.first(where: { $0.fileExtensions.contains(ending) }), named != format
        {
            let right = format.fileExtensions[0]
            throw EnhanceError(
                .invalidParameter,
                "cannot write a \(format.rawValue.uppercased()) as \(job.output): formats are not converted; name it .\(right)",
                parameter: "output")
        }
        guard output.inPlace && !output.force, let mark = (try? ImageHeader(bytes))?.enhanced else { return nil }
        return FileReport(
            input: job.input.path, output: job.output, skipped: .enhancedBefore,
            reason: "it was enhanced before, with denoise \(mark.denoise) and sharpen \(mark.sharpen)")
    }

    private func enhance(_ job: OutputPlan.Job) throws(EnhanceError) -> FileReport {
        let input = job.input.isStandardInput ? .standardInput : try FileDescriptor.regularFile(job.input.path)
        let source = try input.status()
        switch try input.read(limits: enhancer.parameters.limits) {
        case .whole(let bytes):
            if let skipped = try refusal(job, bytes) { return skipped }
            let result = try enhancer.enhance(bytes)
            if !(output.inPlace && result.isOriginal) {
                try write(job, source) { file throws(EnhanceError) in try file.write(result.bytes) }
            }
            return FileReport(
                input: job.input.path, output: job.output, inputBytes: bytes.count, result: result)
        case .tooLarge(let begun, let error):
            guard enhancer.parameters.ignoreError else { throw error }
            // Never held: it may have no end.
            if !output.inPlace {
                try write(job, source) { file throws(EnhanceError) in
                    try file.write(begun)
                    try file.append(restOf: input)
                }
            }
            return FileReport(input: job.input.path, output: job.output, original: error)
        }
    }

    private func write(
        _ job: OutputPlan.Job, _ source: FileStatus, body: (borrowing FileDescriptor) throws(EnhanceError) -> Void
    ) throws(EnhanceError) {
        guard !job.isStandardOutput else { return try body(.standardOutput) }
        try job.tree?.prepare(job.output)
        try AtomicFile.replace(
            job.output, source: source, isInPlace: output.inPlace, keepingTimes: output.preserveTimes, body: body)
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
