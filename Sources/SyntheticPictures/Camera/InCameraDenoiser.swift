/// What cameras do against noise before they write a file: colour is smoothed widely, luma by a mean over the neighbours
/// that look alike (Lee: Digital Image Smoothing and the Sigma Filter, 1983). What is left of the noise has lost its fine
/// grain, and differs beside edges.
struct InCameraDenoiser: Sendable {
    /// 0 none, 1 light, 2 strong.
    let strength: Int
    /// Deviation of the noise in coded samples at middle gray, 0 to 1.
    let deviation: Double

    func apply(to picture: Rendition) -> Rendition {
        guard strength > 0 else { return picture }
        let luma = picture.pixels.map { ($0 * LumaSharpener.weights).sum() }
        let wide = picture.blurred(sigma: strength == 1 ? 1 : 2.2)
        let radius = strength
        // The share of the smoothed luma in the result.
        let share = strength == 1 ? 0.6 : 0.9
        let reach = 2.2 * deviation
        var result = picture
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let own = luma[y * picture.width + x]
                var (sum, count) = (0.0, 0.0)
                for v in max(y - radius, 0)...min(y + radius, picture.height - 1) {
                    for u in max(x - radius, 0)...min(x + radius, picture.width - 1) {
                        let other = luma[v * picture.width + u]
                        if abs(other - own) <= reach { (sum, count) = (sum + other, count + 1) }
                    }
                }
                let smooth = own + share * (sum / count - own)
                // Colour is what differs from luma.
                let colour = wide[x, y] - (wide[x, y] * LumaSharpener.weights).sum()
                result[x, y] = Colour(repeating: smooth) + colour
            }
        }
        return result
    }
}
