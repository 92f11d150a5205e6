extension Enhancer {
    /// Threads that a synchronous call asks for.
    var callThreads: ThreadBudget { parameters.threads ?? .allCores }
    /// Threads that an `async` call asks for.
    var taskThreads: ThreadBudget { parameters.threads ?? .serial }

    /// Runs `work` on the calling thread once the gate lets it in, with the threads that it may use.
    ///
    /// - Parameter weight: the memory that it takes.
    func admitted<Value>(
        weight: Int, _ cancellation: Cancellation? = nil,
        _ work: (GrantedThreads) throws(EnhanceError) -> Value
    ) throws(EnhanceError) -> Value {
        guard let gate else { return try work(GrantedThreads(callThreads)) }
        let admission = try gate.enter(threads: callThreads.count, bytes: weight, cancellation: cancellation)
        defer { gate.leave(admission) }
        return try work(GrantedThreads(callThreads, granted: admission.threads))
    }

    /// Runs `work` off the caller's executor once the gate lets it in.
    func offExecutor<Value: Sendable>(
        weight: Int, _ work: @escaping @Sendable (GrantedThreads, Cancellation) throws(EnhanceError) -> Value
    ) async throws(EnhanceError) -> Value {
        let asked = taskThreads
        return try await ImageGate.run(behind: gate, threads: asked.count, bytes: weight) {
            (threads, cancellation) throws(EnhanceError) in
            try work(GrantedThreads(asked, granted: threads), cancellation)
        }
    }

    /// The memory that an image takes, or that of its bytes where it is none: it will be refused at once.
    func weight(of bytes: [UInt8], _ threads: ThreadBudget) -> Int {
        guard gate != nil else { return 0 }
        guard let pipeline = try? Pipeline(parameters, threads: threads), let header = try? pipeline.inspect(bytes)
        else {
            return bytes.count
        }
        return header.workingBytes(threads: threads)
    }

    /// The same of a file, which is read for it and not kept, as many may wait.
    func weight(of path: FilePath) throws(EnhanceError) -> Int {
        guard gate != nil else { return 0 }
        let admission = try Self.readers.enter(threads: 1, bytes: 0, cancellation: nil)
        defer { Self.readers.leave(admission) }
        return fileWeight(path, callThreads)
    }

    /// The same off the caller's executor.
    func awaitedWeight(of path: FilePath) async throws(EnhanceError) -> Int {
        guard gate != nil else { return 0 }
        return try await ImageGate.run(behind: Self.readers, threads: 1, bytes: 0) { _, _ in
            fileWeight(path, taskThreads)
        }
    }

    private func fileWeight(_ path: FilePath, _ threads: ThreadBudget) -> Int {
        // What can't be read, or is too large, takes no memory.
        guard let bytes = try? FileDescriptor.regularFile(path).readAll(limits: parameters.limits) else { return 0 }
        return weight(of: bytes, threads)
    }

    /// Reading takes no processor, but memory.
    private static let readers = ImageGate(capacity: 4)
}
