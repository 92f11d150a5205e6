/// What the denoiser and the sharpener are told of a picture whose compression has been repaired.
package struct Preparation: Sendable {
    package let profile: NoiseProfile
    /// Of each group's first plane, what its quantisation has left around edges, as a deviation.
    let ringing: [Float]
}
