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
        if output.skipExisting, !job.isStandardOutput, FileStatus(path: job.output) != nil {
            return FileReport(
                input: job.input.path, output: job.output, skipped: .outputExists, reason: "its output exists")
        }
        if options.dryRun {
            return FileReport(input: job.input.path, output: job.output, status: .planned)
        }
        let start = ContinuousClock.now
        var report: FileReport
        do {
            report = try enhance(job)
        } catch {
            report = FileReport(input: job.input.path, output: job.output, failure: error)
        }
        let parameters = enhancer.parameters
        report.settings = FileReport.Settings(denoise: parameters.denoise, sharpen: parameters.sharpen)
        report.seconds = (ContinuousClock.now - start).seconds
        return report
    }

    private func enhance(_ job: OutputPlan.Job) throws(EnhanceError) -> FileReport {
        let input = job.input.isStandardInput ? .standardInput : try FileDescriptor.regularFile(job.input.path)
        let source = try input.status()
        switch try input.read(limits: enhancer.parameters.limits) {
        case .whole(let bytes):
            if output.inPlace && !output.force, let mark = (try? ImageHeader(bytes))?.enhanced {
                return FileReport(
                    input: job.input.path, output: job.output, skipped: .enhancedBefore,
                    reason: "it was enhanced before, with denoise \(mark.denoise) and sharpen \(mark.sharpen)")
            }
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
