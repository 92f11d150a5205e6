public import COSProtocol
public import ImageEnhance
public import ObjectStore

/// Enhances objects of a store, within bounds, whoever asks for it and however.
///
/// Every operation throws `COSError`, or `CancellationError` soon after its task was cancelled.
public struct ImageService: Sendable {
    public let store: any ObjectStore
    public let limits: ServiceLimits
    public let admission: Admission
    public let memory: MemoryBudget
    public let metrics: ServiceMetrics
    /// Gives results from earlier.
    public let cache: FileCache?
    /// Gives the bytes at a URL, or throws `COSError` or `CancellationError`.
    public typealias Fetch = @Sendable (_ url: String) async throws -> [UInt8]
    let fetch: Fetch?
    /// Bounds what is fetched at once, which costs time but no processor.
    let fetches: Admission
    let flights = SingleFlight<FlightKey, EnhancedObject>()

    /// - Parameters:
    ///   - cache: `nil` keeps no results.
    ///   - fetch: `nil` fetches no images from elsewhere.
    public init(
        store: any ObjectStore, limits: ServiceLimits, metrics: ServiceMetrics = ServiceMetrics(),
        cache: FileCache? = nil, fetch: Fetch? = nil
    ) {
        self.store = store
        self.limits = limits
        self.metrics = metrics
        self.cache = cache
        self.fetch = fetch
        fetches = Admission(workers: 2 * limits.workers, queue: limits.queue, timeout: limits.queueTimeout)
        admission = Admission(workers: limits.workers, queue: limits.queue, timeout: limits.queueTimeout)
        memory = MemoryBudget(bytes: limits.memory)
    }

    /// The engine's parameters for what a query or a rule asks for, within the service's limits.
    ///
    /// - Throws: `COSError` with `.invalidArgument`, naming the parameter.
    public func parameters(_ asked: ProcessingParameters) throws(COSError) -> EnhanceParameters {
        var parameters: EnhanceParameters
        do {
            parameters = try EnhanceParameters(pairs: asked.pairs)
        } catch {
            throw COSError(error)
        }
        parameters.limits.inputBytes = limits.maxSourceBytes
        parameters.limits.pixels = limits.maxPixels
        // The budget of memory bounds this, by what enhancing takes in all.
        parameters.limits.decodedBytes = .max
        parameters.limits.workingBytes = .max
        parameters.failOn = .loss
        return parameters
    }

    /// Waits for a place.
    ///
    /// - Parameter admission: `nil` for that of the images in work.
    /// - Throws: `COSError` with `.slowDown`, or `CancellationError`.
    func enter(_ admission: Admission? = nil) async throws -> Admission.Place {
        let start = ContinuousClock.now
        defer { metrics.add(.now - start, to: .wait) }
        do {
            return try await (admission ?? self.admission).enter()
        } catch {
            switch error {
            case .queueFull: throw COSError.queueIsFull
            case .waitedTooLong: throw COSError.waitedTooLong
            case .cancelled: throw CancellationError()
            }
        }
    }

    /// Waits for memory.
    ///
    /// - Parameter isPatient: whether the wait has no end, as when a client's upload would be lost with it.
    /// - Throws: `COSError` with `.imageResolutionExceed` or `.slowDown`, or `CancellationError`.
    func reserve(_ bytes: Int, isPatient: Bool) async throws -> MemoryBudget.Reservation {
        let start = ContinuousClock.now
        defer { metrics.add(.now - start, to: .wait) }
        do {
            return try await memory.reserve(bytes, within: isPatient ? nil : limits.queueTimeout)
        } catch {
            switch error {
            case .neverEnough: throw COSError.neverEnoughMemory(bytes, memory.bytes)
            case .waitedTooLong: throw COSError.waitedTooLong
            case .cancelled: throw CancellationError()
            }
        }
    }

    /// Enhances a file within the budget of memory. The caller has a place.
    ///
    /// - Throws: `COSError`, or `CancellationError`.
    func enhance(_ bytes: [UInt8], _ parameters: EnhanceParameters, isPatient: Bool) async throws -> EnhancedObject {
        do {
            let header = try inspect(bytes, parameters)
            let reservation = try await reserve(header.workingBytes(threads: .serial), isPatient: isPatient)
            let result = try await run(bytes, parameters)
            reservation.shrink(to: result.bytes.count)
            metrics.count(.image)
            metrics.count(pixels: header.width * header.height)
            return EnhancedObject(result, header: header, reservation: reservation)
        } catch let error as COSError {
            guard parameters.ignoreError, error.isIgnorable else { throw error }
            metrics.count(.ignoredError)
            return EnhancedObject(ignoring: error)
        }
    }

    private func inspect(_ bytes: [UInt8], _ parameters: EnhanceParameters) throws(COSError) -> ImageHeader {
        do {
            return try Enhancer(parameters).inspect(bytes)
        } catch {
            throw COSError(error)
        }
    }

    private func run(_ bytes: [UInt8], _ parameters: EnhanceParameters) async throws -> EnhancedImage {
        // What is ignored is decided above, where the budget's refusals count too.
        var parameters = parameters
        parameters.ignoreError = false
        let result: EnhancedImage
        do {
            result = try await Enhancer(parameters, gate: nil).enhanced(bytes)
        } catch {
            guard error.code != .cancelled else { throw CancellationError() }
            throw COSError(error)
        }
        metrics.add(result.timings.decode, to: .decode)
        metrics.add(result.timings.filter, to: .filter)
        metrics.add(result.timings.encode, to: .encode)
        return result
    }
}
