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

/// How noise is removed.
public enum DenoiseMethod: String, Sendable, CaseIterable {
    /// A bilateral or non-local-means pilot, then Wiener shrinkage in a sliding DCT. The default, and the best.
    case automatic = "auto"
    /// The plain bilateral filter, its strength taken from the level and the noise of the image.
    case bilateral
    /// Plain non-local means, its strength taken from the level and the noise of the image.
    case nonLocalMeans = "nlm"
}
