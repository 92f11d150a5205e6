/// The sharpening that cameras do: an unsharp mask of luma.
struct LumaSharpener: Sendable {
    /// Luma of ITU-R BT.601.
    static let weights = Colour(0.299, 0.587, 0.114)

    /// How much of the difference to the blurred picture is added; 0 for none.
    let amount: Double
    /// Deviation of the blur in pixels.
    let sigma: Double

    func apply(to picture: Rendition) -> Rendition {
        guard amount > 0 else { return picture }
        let blurred = picture.blurred(sigma: sigma)
        var sharp = picture
        for index in sharp.pixels.indices {
            let detail = ((picture.pixels[index] - blurred.pixels[index]) * LumaSharpener.weights).sum()
            sharp.pixels[index] += amount * detail
        }
        return sharp
    }
}
