/// Noise removal at a level.
public struct Denoiser: Sendable, Hashable {
    /// 0 leaves the image as it is.
    public var level: Level
    public var method: DenoiseMethod
    /// Standard deviation of the noise on the 8-bit scale, over 0 and up to 100; `nil` estimates it from the image.
    public var noiseSigma: Float?

    public init(level: Level = .standard, method: DenoiseMethod = .automatic, noiseSigma: Float? = nil) {
        self.level = level
        self.method = method
        self.noiseSigma = noiseSigma
    }
}
