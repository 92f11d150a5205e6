/// The noise of an image: what the denoiser removes and the sharpener leaves alone.
///
/// Measured with `estimate(of:instructionSet:)` or stated with `white(sigma:for:)`; `FilterChain.apply` does either by
/// itself, or takes a profile that was measured elsewhere: on another frame of the same camera, or on the whole of a
/// picture of which a part is filtered. All deviations and intensities are on the 8-bit scale, also of deeper images.
public struct NoiseProfile: Sendable, Hashable {
    /// The noise of planes that are denoised together: all of an RGB image; of a JPEG with reduced chroma, luma and
    /// chroma are two groups.
    public struct Group: Sendable, Hashable, Codable {
        let planes: PlaneGroup
        /// `nil` where the planes are too small for an estimate: nothing is removed.
        var noise: GroupNoise?
        /// The factor on all deviations that follows from the confidence, 0 to about 2. Change it to have more or less
        /// removed.
        public var strength: Float
        /// How far what was measured is believed to be noise rather than structure, 0 (a clean picture, or nothing to
        /// measure in it) to 1. Stated noise has 1; planes without luma have that of luma.
        public internal(set) var confidence: Float = 1
        /// Standard deviation, on the 8-bit scale, of what whole rows or columns of luma have in common. It is not
        /// removed, but the sharpener leaves it alone.
        public internal(set) var banding: Float = 0

        /// Root mean square noise of luma at full resolution on the 8-bit scale, as far as it is believed; in a group
        /// without luma that of its first plane.
        public var lumaDeviation: Float {
            guard let noise else { return 0 }
            return strength * noise.deviation(plane: 0, in: Array(1..<64)) * planes.lumaScale
        }
    }

    /// Luma is in the first.
    public var groups: [Group]
}
