/// The noise of an image: what the denoiser removes and the sharpener leaves alone.
public struct NoiseProfile: Sendable, Hashable {
    /// The noise of planes that are denoised together.
    struct Group: Sendable, Hashable {
        let planes: PlaneGroup
        /// `nil` where the planes are too small for an estimate: nothing is removed.
        var noise: GroupNoise?
        /// The factor on all deviations that the clean-or-noisy gate gives.
        var strength: Float

        /// Root mean square noise of luma at full resolution on the 8-bit scale, as the gate believes it.
        var lumaDeviation: Float {
            guard let noise else { return 0 }
            return strength * noise.deviation(plane: 0, in: Array(1..<64)) * planes.lumaScale
        }
    }

    var groups: [Group]
}
