/// What speaks for noise in what was measured of a group with luma, and against it.
///
/// Any picture has quietest blocks; in a page of text they hold text, in a thumbnail structure, in a photograph of
/// cloth cloth. Two kinds of noise are told from those:
///
/// - *Untouched* noise, as a sensor, a scanner or a program adds it. Differences between neighbours are normally
///   distributed in the quietest blocks, the spectrum is flat from the middle to the highest frequencies, and the colour
///   channels differ as much as they agree. Letters, edges, leaves and cloth fail in one of these or all.
/// - *Processed* noise, which demosaicing, a camera or compression has changed. It has little in the high frequencies,
///   as pictures have, and so has to show elsewhere: in chroma, or as a floor that many blocks of a large picture share.
struct NoiseEvidence: Sendable, Hashable, Codable {
    /// How many blocks that do not overlap those looked at would make.
    let independentBlocks: Float
    /// How far noise is believed to be untouched, 0…1.
    private(set) var untouched: Float = 0
    /// Luma noise by frequency, on the 8-bit scale.
    private(set) var low: Float = 0
    private(set) var middle: Float = 0
    private(set) var high: Float = 0
    /// High-frequency noise of chroma over that of luma; `nil` where chroma is not in the group.
    private(set) var chromaHigh: Float?
    /// Medians over the blocks.
    private(set) var straight: Float = 0
    private(set) var mixed: Float = 0
    /// The share of blocks that hold hardly more than the quietest.
    var quietShare: Float = 0
    /// Deviation of the quietest blocks of all over that of the quietest in which noise is visible.
    var depth: Float = 1
    /// Deviation at half the resolution over that at full resolution, in the low frequencies.
    var growth: Float = 1

    /// Deviation of what compression rounded off in the low frequencies; `nil` where that is not known.
    var roundingError: Float?

    init(independentBlocks: Float) {
        self.independentBlocks = independentBlocks
    }

    var isUntouched: Bool { untouched > 0.25 }

    /// Judges the very quietest blocks: is it untouched noise that their first plane holds?
    mutating func lookAtQuietest(_ variances: [[Float]], _ shapes: [[DifferenceShape]], _ group: PlaneGroup) {
        look(at: variances, shapes, group)
        let normal = ramp(mixed, 0.59, 0.63) * ramp(straight, 0.58, 0.62)
        let whiteness = high / max(middle, 1e-6)
        if group.transform == .opponent, variances.count == 3, let chromaHigh, chromaHigh > 0.1 {
            untouched = normal * ramp(whiteness, 0.7, 0.82) * ramp(chromaHigh, 0.35, 0.65)
        } else {
            // Chroma that was reduced has no high frequencies, whatever there is in luma, which must convince alone.
            untouched = normal * ramp(whiteness, 0.74, 0.86) * ramp(independentBlocks, 60, 250)
        }
    }

    /// Whether differences between neighbours are normally distributed in most of some blocks.
    static func isNormal(_ shapes: [DifferenceShape]) -> Bool {
        var straight = shapes.map(\.straight)
        var mixed = shapes.map(\.mixed)
        return Quantiles.median(of: &straight) > 0.58 && Quantiles.median(of: &mixed) > 0.59
    }

    /// Whether the noise in `variances` is as flat as untouched noise is.
    static func isWhite(_ variances: [Float]) -> Bool {
        let energies = [FrequencyBands.middle, FrequencyBands.high].map { band in
            band.reduce(0) { $0 + variances[$1] } / Float(band.count)
        }
        return energies[1] > 0.5 * energies[0]
    }

    mutating func look(at variances: [[Float]], _ shapes: [[DifferenceShape]], _ group: PlaneGroup) {
        func deviation(_ planes: ArraySlice<[Float]>, _ band: [Int]) -> Float {
            let sum = planes.reduce(0) { sum, plane in band.reduce(sum) { $0 + plane[$1] } }
            return group.lumaScale * (sum / Float(planes.count * band.count)).squareRoot()
        }
        low = deviation(variances[..<1], FrequencyBands.low)
        middle = deviation(variances[..<1], FrequencyBands.middle)
        high = deviation(variances[..<1], FrequencyBands.high)
        chromaHigh = variances.count == 3 ? deviation(variances[1...], FrequencyBands.high) / max(high, 1e-6) : nil
        var values = shapes[0].map(\.straight)
        straight = Quantiles.median(of: &values)
        values = shapes[0].map(\.mixed)
        mixed = Quantiles.median(of: &values)
    }

    /// The factor on the group's deviations, 0 (nothing believed) to about 2.
    ///
    /// - Parameter chroma: low-frequency deviation of the chroma planes over that of luma, on the scale of equal noise in
    ///   R, G and B; `nil` for gray.
    func strength(chroma: Float?) -> Float {
        if untouched > 0.5 { return 1 }
        let belief = processed(chroma: chroma)
        // Where little is believed, the quietest blocks of all are taken at their word.
        let processed = belief * increase(colourful(chroma)) * (depth + (1 - depth) * belief)
        return max(processed, NoiseEvidence.strength(untouched))
    }

    /// By what processed noise is stronger than it was measured.
    private func increase(_ colourful: Float) -> Float {
        // What quantisation cleared away, in blocks or in high frequencies, was more than what it left; unless its steps
        // are known to be small beside the noise.
        let spared = roundingError.map { ramp(low / $0, 1.7, 2.8) } ?? 0
        let cleared = 10 * (1 - ramp(depth, 0.9, 1)) * max(0, 0.53 - mixed) * (1 - spared)
        // The quietest of many blocks of noise are those where chance and the demosaicing's edges made it weak.
        let smooth = 0.5 * ramp(quietShare, 0.3, 0.9) * (1 - ramp(middle, 8, 12))
        let certain = 1 - ramp(growth, 1.5, 2.2)
        return max(1 + ((1 + cleared) * (1 + smooth) - 1) * certain, 1 + 0.35 * colourful)
    }

    /// How far noise of chroma alone is not too strong for any, 0…1.
    static func moderate(_ deviation: Float) -> Float { 1 - ramp(deviation, 10, 15) }

    /// The factor on deviations that were measured with some confidence to be those of untouched noise.
    static func strength(_ untouched: Float) -> Float { min(1, 2 * untouched) }

    /// In words, what speaks most against noise.
    var doubt: String {
        if independentBlocks < 465 { return "too small to tell processed noise from structure" }
        let reasons: [(against: Float, words: String)] = [
            (1 - ramp(straight, 0.42, 0.5), "the quietest parts hold letters or edges"),
            (1 - ramp(high / max(middle, 1e-6), 0.22, 0.34), "the quietest parts hold blurred structure"),
            (ramp(growth, 2.2, 3.5), "the quietest parts hold structure that grows with its size"),
            (ramp(straight, 0.655, 0.69), "the quietest parts hold a regular texture"),
            (ramp(max(low, middle), 14, 20), "the quietest parts hold a strong pattern"),
            (rounded, "what shows may be what coarse compression left"),
            (0.01, "no noise that much of the picture shares"),
        ]
        return reasons.max { $0.against < $1.against }?.words ?? ""
    }

    /// How far noise is believed in, 0…1.
    func confidence(chroma: Float?) -> Float { max(untouched, processed(chroma: chroma)) }

    /// How far processed noise is believed in, 0…1.
    private func processed(chroma: Float?) -> Float {
        let colourful = colourful(chroma)
        let everywhere = max(ramp(quietShare, 0.08, 0.28), ramp(middle, 3.5, 6), colourful)
        return everywhere * ramp(independentBlocks, 230, 700) * (1 - structure(colourful, chroma: chroma))
            * (1 - implausible(colourful))
    }

    /// How far the quietest blocks look like structure, 0…1.
    private func structure(_ colourful: Float, chroma: Float?) -> Float {
        // Structure grows with its size much faster than noise; where it is strong and gray, less is enough.
        let grows = ramp(growth, 2.2, 3.5) * (1 - colourful)
        let isStrong = ramp(low, 9, 13) * (1 - ramp(chroma ?? 0, 0.25, 0.4))
        let growsStrongly = isStrong * ramp(growth, 1.3, 1.9)
        // Letters and edges differ from their neighbours in few places, waves and weaves in all alike.
        let uneven = 1 - ramp(straight, 0.42, 0.5)
        let regular = ramp(straight, 0.655, 0.69)
        // A lens, or reduction, takes more of the high frequencies than demosaicing and compression do.
        let blurred = 1 - ramp(high / max(middle, 1e-6), 0.22, 0.34)
        return 1 - (1 - grows) * (1 - growsStrongly) * (1 - uneven) * (1 - regular) * (1 - blurred)
    }

    /// How far what was measured is no such noise as people want removed, 0…1.
    private func implausible(_ colourful: Float) -> Float {
        // Strong noise is not quantised away anywhere.
        let broken = ramp(middle, 2.5, 5) * (1 - ramp(depth, 0.4, 0.8))
        // Beyond some measure it is letters and patterns; very strong noise must be as strong at half the resolution.
        let isAlike = ramp(growth, 0.5, 0.7) * (1 - ramp(growth, 1.3, 1.5)) * ramp(independentBlocks, 400, 650)
        let limit = 14 + 10 * isAlike
        let excessive = ramp(max(low, middle), limit, limit + 6)
        // Weak, white and in luma alone: a film's grain, which people mostly want to keep.
        let grain = ramp(high / max(middle, 1e-6), 0.5, 0.75) * (1 - ramp(middle, 2, 3.5)) * (1 - colourful)
        return 1 - (1 - broken) * (1 - excessive) * (1 - rounded) * (1 - grain / 2)
    }

    /// How far what was measured may be what coarse steps have left, which is no more than they can leave, 0…1.
    private var rounded: Float {
        roundingError.map { ramp($0, 2.4, 4.4) * (1 - ramp(low / $0, 1.5, 2.2)) } ?? 0
    }

    /// How far noise shows in chroma, where pictures hardly have structure as fine as in luma.
    private func colourful(_ chroma: Float?) -> Float {
        guard let chroma, let chromaHigh else { return 0 }
        return ramp(chroma, 0.35, 0.5) * ramp(chromaHigh, 0.35, 0.5)
    }

    /// Deviation of luma in the low frequencies at half resolution over that at full resolution.
    static func growth(from fine: [Float], to coarse: [Float]) -> Float {
        let energies = [fine, coarse].map { variances in FrequencyBands.low.reduce(1e-6) { $0 + variances[$1] } }
        return (energies[1] / energies[0]).squareRoot()
    }
}

/// 0 up to `start`, 1 from `end` on, linear between.
private func ramp(_ x: Float, _ start: Float, _ end: Float) -> Float { min(max((x - start) / (end - start), 0), 1) }
