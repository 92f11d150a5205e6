extension NoiseProfile {
    /// Measures the noise of an opened picture from its quietest blocks.
    static func measured<Element: KernelSample>(
        in picture: OpenPicture<Element>, _ scheduler: TileScheduler
    ) throws(CancellationError) -> NoiseProfile {
        let schedulerEach = TileScheduler(
            threads: ThreadBudget(scheduler.threads.count / picture.groups.count), cancellation: scheduler.cancellation)
        var groups = try scheduler.threads.map(picture.groups.count) { index throws(CancellationError) in
            let open = picture.groups[index]
            let (noise, banding) = try open.withLoader { loader throws(CancellationError) in
                try NoiseEstimator(
                    loader: loader, transparency: open.transparency, group: open.group,
                    roundingError: open.firstQuantization.map(QuantizationTables.roundingError),
                    scheduler: schedulerEach
                ).estimate()
            }
            return Group(planes: open.group, noise: noise, strength: 0, confidence: 0, banding: banding)
        }
        let chroma = chromaDeviation(groups)
        for index in groups.indices where !groups[index].planes.isChroma {
            guard let noise = groups[index].noise, let evidence = noise.evidence else { continue }
            let low = max(noise.deviation(plane: 0, in: FrequencyBands.low), 1e-3)
            let relative = chroma.map { $0 / low }
            groups[index].strength = evidence.strength(chroma: relative)
            groups[index].confidence = evidence.confidence(chroma: relative)
            if !evidence.isUntouched { groups[index].believeInChroma(noise.chromaConfidence) }
        }
        // Chroma follows luma, and bears more where processing has left its noise in the low frequencies; unless its own
        // noise is plain to see.
        let isUntouched = groups[0].noise?.evidence?.isUntouched ?? true
        for index in groups.indices where groups[index].planes.isChroma {
            let own = groups[index].noise?.chromaConfidence ?? 0
            groups[index].strength = max(
                groups[0].strength * (isUntouched ? 1 : 1.5), 1.2 * NoiseEvidence.strength(own))
            groups[index].confidence = max(groups[0].confidence, own)
        }
        return NoiseProfile(groups: groups)
    }

    /// Mean noise of the chroma planes in the low frequencies, on the scale of equal noise in R, G and B.
    private static func chromaDeviation(_ groups: [Group]) -> Float? {
        let band = FrequencyBands.low
        let together = groups[0].planes.planes.count == 3
        let chroma =
            together
            ? [(groups[0], [1, 2])] : groups.filter { $0.planes.isChroma }.map { ($0, Array($0.planes.planes.indices)) }
        let found = chroma.flatMap { group, planes in
            planes.compactMap { plane in group.noise?.deviation(plane: plane, in: band) }
        }
        guard !found.isEmpty else { return nil }
        let unit: Float = groups[0].planes.transform == .opponent ? 1 : 1.1
        return unit * found.reduce(0, +) / Float(found.count)
    }

    /// White noise of deviation `sigma` (8-bit scale) in R, G and B, as it is in the planes of `image`.
    public static func white(sigma: Float, for image: PlanarImage) -> NoiseProfile {
        NoiseProfile(
            groups: PlaneGroup.groups(of: image).map { group in
                let variances = group.planes.map { index -> [Float] in
                    let deviation = clippedDeviation(sigma) * whiteDeviation(plane: index, of: image)
                    return [Float](repeating: deviation * deviation, count: 64)
                }
                let size = image.planes.sizes[group.planes[0]]
                // Full resolution, and as many reduced ones as the planes are large enough for.
                let scales = (0...2).prefix {
                    $0 == 0 || min(size.width, size.height) >> $0 >= NoiseEstimator<UInt8>.smallestReducedSide
                }
                let noise = GroupNoise(variances: scales.map { _ in variances }, levelFunction: .constant)
                return Group(planes: group, noise: noise, strength: 1)
            })
    }

    /// What clipping to 0…255 leaves of strong white noise: in photographs 46 of 50.
    private static func clippedDeviation(_ sigma: Float) -> Float {
        sigma * (1 - 0.08 * min(max((sigma - 20) / 30, 0), 1))
    }

    /// What white noise of deviation 1 in R, G and B is in a plane of the image.
    private static func whiteDeviation(plane: Int, of image: PlanarImage) -> Float {
        guard image.colorModel == .yCbCr || image.colorModel == .ycck else { return 1 }
        switch plane {
        case 0: return 0.668
        case 1, 2:
            let full = image.subsampling.largest
            let own = image.subsampling.factors[plane]
            let reduction = Float(full.horizontal * full.vertical) / Float(own.horizontal * own.vertical)
            return 0.606 / reduction.squareRoot()
        default: return 1
        }
    }
}

extension NoiseProfile.Group {
    /// Takes the noise of the chroma planes as it was measured, that of luma as far as it is believed.
    fileprivate mutating func believeInChroma(_ confidence: Float) {
        let chroma = NoiseEvidence.strength(confidence)
        guard chroma > strength, var noise else { return }
        let share = strength / chroma
        for scale in noise.variances.indices {
            for frequency in 0..<64 { noise.variances[scale][0][frequency] *= share * share }
        }
        noise.levelFunction = .constant
        self.noise = noise
        strength = chroma
    }
}
