extension NoiseProfile {
    /// In words, what was found and why: for people, not for programs.
    public var summary: String {
        guard let group = groups.first, let noise = group.noise else {
            return "too small or too flat to tell: taken to be clean"
        }
        guard let evidence = noise.evidence else { return "noise as stated" }
        let deviation = group.lumaDeviation
        if evidence.isUntouched {
            return "noise of \(NoiseProfile.tenths(deviation)), as a sensor or a scanner leaves it"
        }
        // What changes no sample of 8 bits.
        if deviation < 0.3 { return "clean: " + evidence.doubt }
        return "noise of \(NoiseProfile.tenths(deviation)), processed by a camera or by compression, "
            + "believed by \(Int((100 * group.confidence).rounded())) %"
    }

    private static func tenths(_ value: Float) -> String {
        guard let tenths = Int(exactly: (10 * value).rounded()) else { return "\(value)" }
        return "\(tenths / 10).\(tenths % 10)"
    }
}
