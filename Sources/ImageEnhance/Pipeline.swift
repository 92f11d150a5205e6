/// The straight line from bytes to bytes: decode, denoise, sharpen, encode.
struct Pipeline {
    private let decoder: ImageDecoder
    private let filters: FilterChain
    private let encoder: ImageEncoder
    private let failOn: Severity
    let threads: GrantedThreads
    let instructionSet: InstructionSet

    init(_ parameters: EnhanceParameters, threads: ThreadBudget) throws(EnhanceError) {
        try self.init(parameters, threads: GrantedThreads(threads))
    }

    /// - Throws: `EnhanceError` with `.invalidParameter`.
    init(_ parameters: EnhanceParameters, threads: GrantedThreads) throws(EnhanceError) {
        try parameters.validate()
        decoder = ImageDecoder(limits: parameters.limits)
        filters = parameters.filters
        var encoding = parameters.encoding
        // What no filter touches, only written anew, can be enhanced later.
        if parameters.marksResults && !filters.isIdentity { encoding.mark = parameters.mark }
        encoder = ImageEncoder(options: encoding)
        failOn = parameters.failOn
        self.threads = threads
        instructionSet = parameters.instructionSet
    }

    func run(_ bytes: [UInt8], cancellation: Cancellation?) throws(EnhanceError) -> EnhancedImage {
        try withinDeadline(cancellation) { (cancellation) throws(EnhanceError) in try work(bytes, cancellation) }
    }

    /// Runs `work` with a cancellation that knows the deadline, if there is one.
    func withinDeadline<Result>(
        _ cancellation: Cancellation?, _ work: (Cancellation?) throws(EnhanceError) -> Result
    ) throws(EnhanceError) -> Result {
        guard let deadline = decoder.limits.deadline else { return try work(cancellation) }
        let timed = Cancellation(cancellation, deadline: .now + deadline)
        do {
            return try work(timed)
        } catch {
            guard error.code == .cancelled, cancellation?.isCancelled != true else { throw error }
            throw EnhanceError(
                .limitExceeded, "not done after \(deadline / .seconds(1)) seconds; the limit deadline is that",
                limit: "deadline")
        }
    }

    private func work(_ bytes: [UInt8], _ cancellation: Cancellation?) throws(EnhanceError) -> EnhancedImage {
        guard !isIdentity else { return try unchanged(bytes, cancellation) }
        var timings = EnhancedImage.Timings()
        var source = try timed(&timings.decode) { () throws(EnhanceError) in
            try decode(bytes, cancellation)
        }
        cancellation?.advance(to: 0.1)
        let noise = try timed(&timings.filter) { () throws(EnhanceError) in
            try filter(&source.image, profile: nil, cancellation: cancellation)
        }
        cancellation?.advance(to: 0.9)
        let result = try timed(&timings.encode) { () throws(EnhanceError) in
            try encode(source, cancellation)
        }
        cancellation?.advance(to: 1)
        return EnhancedImage(bytes: result, source: source, noise: noise, timings: timings)
    }

    /// Nothing to filter, and nothing else asked of the encoder: encoding anew could only lose.
    private var isIdentity: Bool {
        filters.isIdentity && encoder.options == EncodingOptions()
    }

    /// The input, once it has passed the checks that every image passes.
    private func unchanged(_ bytes: [UInt8], _ cancellation: Cancellation?) throws(EnhanceError) -> EnhancedImage {
        // Only decoding shows damage.
        if failOn != .error { _ = try decode(bytes, cancellation) }
        let header = try inspect(bytes)
        cancellation?.advance(to: 1)
        return EnhancedImage(unchanged: bytes, header)
    }

    func inspect(_ bytes: [UInt8]) throws(EnhanceError) -> ImageHeader {
        do {
            let header = try decoder.inspect(bytes)
            try decoder.limits.checkWorking(byteCount: header.workingBytes(threads: threads.asked))
            return header
        } catch {
            throw EnhanceError(error)
        }
    }

    func decode(_ bytes: [UInt8], _ cancellation: Cancellation?) throws(EnhanceError) -> DecodedImage {
        _ = try inspect(bytes)
        let decoded: DecodedImage
        do {
            decoded = try decoder.decode(bytes, cancellation: cancellation)
        } catch {
            throw EnhanceError(error)
        }
        if let least = failOn.leastKind, let warning = decoded.warnings.first(where: { $0.kind >= least }) {
            throw EnhanceError(.malformedImage, warning.message)
        }
        return decoded
    }

    /// - Parameter profile: `nil` has the filters measure the noise.
    /// - Returns: the noise, as it was given or measured; `nil` where nothing was filtered.
    @discardableResult func filter(
        _ image: inout PlanarImage, profile: NoiseProfile?, cancellation: Cancellation?
    ) throws(EnhanceError) -> NoiseProfile? {
        do {
            try cancellation?.check()
            return try filters.apply(
                in: &image, profile: profile, threads: threads.granted, instructionSet: instructionSet,
                cancellation: cancellation)
        } catch {
            throw .cancelled
        }
    }

    private func encode(_ source: DecodedImage, _ cancellation: Cancellation?) throws(EnhanceError) -> [UInt8] {
        do {
            return try encoder.encode(
                source.image, as: source.encoding, threads: threads.granted, cancellation: cancellation)
        } catch {
            throw EnhanceError(error)
        }
    }

    /// Runs `stage` and adds to `duration` how long it took.
    private func timed<Result>(
        _ duration: inout Duration, _ stage: () throws(EnhanceError) -> Result
    ) throws(EnhanceError) -> Result {
        let start = ContinuousClock.now
        let result = try stage()
        duration += ContinuousClock.now - start
        return result
    }
}
