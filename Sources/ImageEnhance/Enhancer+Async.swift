/// The `async` functions have names of their own, so that a compiler can tell them from the synchronous ones wherever they
/// are called.
extension Enhancer {
    /// Enhances one image off the caller's executor, on one thread unless `parameters.threads` says otherwise.
    ///
    /// No more is in work at once than the gate allows; others wait without a thread, small images before large ones.
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`; `.cancelled` soon after the task was cancelled, `.overloaded` where the gate says so.
    public func enhanced(_ bytes: [UInt8]) async throws(EnhanceError) -> EnhancedImage {
        try await offExecutor(weight: weight(of: bytes, taskThreads)) { (threads, cancellation) throws(EnhanceError) in
            try enhance(bytes, threads: threads, cancellation: cancellation)
        }
    }

    /// As `enhance(_:profile:cancellation:)`, off the caller's executor: see `enhanced(_:)`.
    ///
    /// - Parameters:
    ///   - image: in any color model.
    ///   - profile: its noise; `nil` takes `parameters.noiseSigma`, or where that is `nil` too, an estimate.
    /// - Throws: `EnhanceError`.
    public func enhanced(
        _ image: PlanarImage, profile: NoiseProfile? = nil
    ) async throws(EnhanceError) -> PlanarImage {
        try await offExecutor(weight: weight(of: image, taskThreads)) { (threads, cancellation) throws(EnhanceError) in
            try enhance(image, profile: profile, threads: threads, cancellation: cancellation)
        }
    }

    /// As `contactSheet(of:)`, off the caller's executor.
    ///
    /// - Parameter bytes: a whole file.
    /// - Returns: a PNG file of 6 by 6 crops with labels.
    /// - Throws: `EnhanceError`; `.cancelled` when the task was cancelled, at the latest before the sheet is drawn.
    public func makeContactSheet(of bytes: [UInt8]) async throws(EnhanceError) -> [UInt8] {
        try await offExecutor(weight: weight(of: bytes, taskThreads)) { (threads, cancellation) throws(EnhanceError) in
            try contactSheet(of: bytes, threads: threads, cancellation: cancellation)
        }
    }

    /// As `comparison(of:)`, off the caller's executor.
    ///
    /// - Parameter bytes: a whole file.
    /// - Returns: a PNG file.
    /// - Throws: `EnhanceError`; `.cancelled` when the task was cancelled, at the latest before the sheet is drawn.
    public func makeComparison(of bytes: [UInt8]) async throws(EnhanceError) -> [UInt8] {
        try await offExecutor(weight: weight(of: bytes, taskThreads)) { (threads, cancellation) throws(EnhanceError) in
            try comparison(of: bytes, threads: threads, cancellation: cancellation)
        }
    }

    /// As `noiseProfile(of:)` of a file, off the caller's executor.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`.
    public func measureNoise(of bytes: [UInt8]) async throws(EnhanceError) -> NoiseProfile {
        try await offExecutor(weight: weight(of: bytes, taskThreads)) { (threads, cancellation) throws(EnhanceError) in
            try noiseProfile(of: bytes, threads: threads, cancellation: cancellation)
        }
    }

    /// As `noiseProfile(of:)` of a picture in memory, off the caller's executor.
    ///
    /// - Throws: `EnhanceError`.
    public func measureNoise(of image: PlanarImage) async throws(EnhanceError) -> NoiseProfile {
        try await offExecutor(weight: weight(of: image, taskThreads)) { (threads, _) throws(EnhanceError) in
            try noiseProfile(of: image, threads: threads)
        }
    }

    /// As `compressionProfile(of:)`, off the caller's executor.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`.
    public func measureCompression(of bytes: [UInt8]) async throws(EnhanceError) -> CompressionProfile {
        try await offExecutor(weight: weight(of: bytes, taskThreads)) { (threads, cancellation) throws(EnhanceError) in
            try compressionProfile(of: bytes, threads: threads, cancellation: cancellation)
        }
    }

    /// What `enhanced(_:)` was called, when a compiler took it wherever it could, also where the synchronous function was
    /// meant.
    ///
    /// - Throws: `EnhanceError`.
    @available(*, deprecated, renamed: "enhanced(_:)")
    public func enhance(_ bytes: [UInt8]) async throws(EnhanceError) -> EnhancedImage {
        try await enhanced(bytes)
    }
}
