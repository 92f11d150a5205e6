extension Enhancer {
    /// Enhances a picture that is in memory already: its planes denoised and sharpened, alpha and metadata as they are.
    ///
    /// `parameters.encoding` and `ignoreError` have no effect, and of the limits those that are about files.
    /// - Parameters:
    ///   - image: in any color model.
    ///   - profile: its noise; `nil` takes `parameters.noiseSigma`, or where that is `nil` too, an estimate.
    ///   - cancellation: read between tiles of filtering.
    /// - Throws: `EnhanceError`: `.invalidParameter`, also for a profile of another kind of image, `.limitExceeded` or
    ///   `.cancelled`.
    public func enhance(
        _ image: PlanarImage, profile: NoiseProfile? = nil, cancellation: Cancellation? = nil
    ) throws(EnhanceError) -> PlanarImage {
        try admitted(weight: weight(of: image, callThreads), cancellation) { (threads) throws(EnhanceError) in
            try enhance(image, profile: profile, threads: threads, cancellation: cancellation)
        }
    }

    /// Checks a picture against `parameters.limits` before memory is taken for its planes.
    ///
    /// - Parameters:
    ///   - width: in pixels.
    ///   - height: in pixels.
    ///   - planes: how many, alpha among them, each of that size.
    ///   - depth: of the samples.
    /// - Throws: `EnhanceError`: `.invalidParameter`, also for a size that is not positive, or `.limitExceeded`.
    public func checkSize(width: Int, height: Int, planes: Int, depth: SampleDepth) throws(EnhanceError) {
        try checkSize(width: width, height: height, planes: planes, depth: depth, threads: callThreads)
    }

    private func checkSize(
        width: Int, height: Int, planes: Int, depth: SampleDepth, threads: ThreadBudget
    ) throws(EnhanceError) {
        try parameters.validate()
        for (name, value) in [("width", width), ("height", height), ("planes", planes)] where value < 1 {
            throw .invalid(name, value: "\(value)", accepted: "an integer from 1")
        }
        let limits = parameters.limits
        let bytes = Double(width) * Double(height) * Double(planes) * Double(depth.rawValue / 8)
        do {
            try limits.checkPixels(width: width, height: height, byteCount: Int(clamping: bytes))
            try limits.checkWorking(byteCount: Self.workingBytes(planes: bytes, threads))
        } catch {
            throw EnhanceError(error)
        }
    }

    /// The noise that the filters would take a picture to have: as measured, or where `parameters.noiseSigma` is set,
    /// white noise of that deviation.
    ///
    /// - Throws: `EnhanceError`: `.invalidParameter` or `.limitExceeded`.
    public func noiseProfile(of image: PlanarImage) throws(EnhanceError) -> NoiseProfile {
        try admitted(weight: weight(of: image, callThreads)) { (threads) throws(EnhanceError) in
            try noiseProfile(of: image, threads: threads)
        }
    }
}

/// The same once the gate has let a call in.
extension Enhancer {
    func enhance(
        _ image: PlanarImage, profile: NoiseProfile?, threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> PlanarImage {
        try checkSize(image, threads)
        if let profile, !profile.fits(image) {
            throw .invalid(
                "profile", value: "one of other planes", accepted: "one measured in the same kind of picture")
        }
        let pipeline = try Pipeline(parameters, threads: threads)
        return try pipeline.withinDeadline(cancellation) { (cancellation) throws(EnhanceError) in
            var result = image
            try pipeline.filter(&result, profile: profile, cancellation: cancellation)
            cancellation?.advance(to: 1)
            return result
        }
    }

    func noiseProfile(of image: PlanarImage, threads: GrantedThreads) throws(EnhanceError) -> NoiseProfile {
        try checkSize(image, threads)
        return parameters.noiseProfile(of: image, threads: threads.granted)
    }

    /// The memory that filtering a picture takes.
    func weight(of image: PlanarImage, _ threads: ThreadBudget) -> Int {
        let samples = image.planes.sizes.reduce(0) { $0 + $1.width * $1.height }
        return Self.workingBytes(planes: Double(samples) * Double(image.depth.rawValue / 8), threads)
    }

    private func checkSize(_ image: PlanarImage, _ threads: GrantedThreads) throws(EnhanceError) {
        try checkSize(
            width: image.width, height: image.height, planes: image.planes.sizes.count, depth: image.depth,
            threads: threads.asked)
    }

    private static func workingBytes(planes bytes: Double, _ threads: ThreadBudget) -> Int {
        Int(clamping: bytes * 4 + Double(threads.count) * 9e6)
    }
}

extension Int {
    /// A count that is not negative, or the largest integer where it does not fit.
    fileprivate init(clamping count: Double) {
        self = count < Double(Int.max) ? Int(count) : .max
    }
}
