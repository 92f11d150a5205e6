/// How noise is removed.
public enum DenoiseMethod: String, Sendable, CaseIterable {
    /// A bilateral or non-local-means pilot, then Wiener shrinkage in a sliding DCT. The default, and the best.
    case automatic = "auto"
    /// The plain bilateral filter, its strength taken from the level and the noise of the image.
    case bilateral
    /// Plain non-local means, its strength taken from the level and the noise of the image.
    case nonLocalMeans = "nlm"
}
