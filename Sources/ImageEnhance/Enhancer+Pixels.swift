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
        try checkSize(
            width: image.width, height: image.height, planes: image.planes.sizes.count, depth: image.depth)
        if let profile, !profile.fits(image) {
            throw .invalid(
                "profile", value: "one of other planes", accepted: "one measured in the same kind of picture")
        }
        let pipeline = try Pipeline(parameters, threads: .allCores)
        return try pipeline.withinDeadline(cancellation) { (cancellation) throws(EnhanceError) in
            var result = image
            try pipeline.filter(&result, profile: profile, cancellation: cancellation)
            cancellation?.advance(to: 1)
            return result
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
        let pipeline = try Pipeline(parameters, threads: .allCores)
        for (name, value) in [("width", width), ("height", height), ("planes", planes)] where value < 1 {
            throw .invalid(name, value: "\(value)", accepted: "an integer from 1")
        }
        let limits = parameters.limits
        let bytes = Double(width) * Double(height) * Double(planes) * Double(depth.rawValue / 8)
        do {
            try limits.checkPixels(width: width, height: height, byteCount: Int(clamping: bytes))
            try limits.checkWorking(byteCount: Int(clamping: bytes * 4 + Double(pipeline.threads.count) * 9e6))
        } catch {
            throw EnhanceError(error)
        }
    }

    /// The noise that the filters would take a picture to have: as measured, or where `parameters.noiseSigma` is set,
    /// white noise of that deviation.
    ///
    /// - Throws: `EnhanceError`: `.invalidParameter` or `.limitExceeded`.
    public func noiseProfile(of image: PlanarImage) throws(EnhanceError) -> NoiseProfile {
        try checkSize(
            width: image.width, height: image.height, planes: image.planes.sizes.count, depth: image.depth)
        return parameters.noiseProfile(of: image, threads: parameters.threads ?? .allCores)
    }
}

extension Int {
    /// A count that is not negative, or the largest integer where it does not fit.
    fileprivate init(clamping count: Double) {
        self = count < Double(Int.max) ? Int(count) : .max
    }
}
