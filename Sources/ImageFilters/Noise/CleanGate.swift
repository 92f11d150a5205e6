#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How far a noise estimate is believed.
///
/// Any picture has quietest blocks, and in a clean, textured one they hold texture. Noise puts a floor under all
/// blocks, so many are near the quietest; without noise few are. Noise that was demosaiced or compressed lies in
/// the low frequencies, where the estimate, taken from the quietest blocks, is too low: it is raised.
enum CleanGate {
    /// The factor on the noise deviations of a group, from 0.6 (hardly believed) to about 4.
    ///
    /// - Parameters:
    ///   - noise: of a group whose first plane is luma.
    ///   - chroma: deviation of the chroma planes over that of luma in the low frequencies, on the scale of equal
    ///     noise in R, G and B; `nil` for gray.
    static func strength(of noise: GroupNoise, chroma: Float?) -> Float {
        let low = max(noise.deviation(plane: 0, in: FrequencyBands.lowToMiddle), 1e-3)
        let slope = min(max(noise.deviation(plane: 0, in: FrequencyBands.high) / low, 0.05), 1)
        let belief = clamped((noise.quietShare - 0.05) / 0.1)
        let boost = min(2, pow(slope, chroma == nil ? -0.125 : -0.25))
        // Strongly coloured noise without noise in chroma: a JPEG's, of which most was quantised away.
        let coloured = clamped((0.36 - slope) / 0.1)
        let withoutChroma = chroma.map { clamped(1 - $0 / 0.3) } ?? 0
        return (0.6 + 0.4 * belief) * pow(boost, belief) * exp(0.9 * belief * coloured * withoutChroma)
    }

    private static func clamped(_ x: Float) -> Float { min(max(x, 0), 1) }
}
