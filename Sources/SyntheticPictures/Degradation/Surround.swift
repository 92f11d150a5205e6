/// What is put around or over a finished, maybe noisy picture. It is free of noise itself.
package enum Surround: Sendable {
    /// Rows of one colour below, with a line of text.
    case caption(height: Int, colour: Colour)
    /// Bars of one gray above and below, as in films.
    case letterbox(height: Int, gray: Double)
    /// A border of one colour on all sides.
    case frame(width: Int, colour: Colour)

    /// The picture in its surround, and where it is in there.
    package func around(_ picture: Rendition, seed: UInt64) -> (picture: Rendition, interior: RegionOfInterest) {
        let (w, h) = (picture.width, picture.height)
        var canvas: Canvas
        var corner = (x: 0, y: 0)
        switch self {
        case .caption(let height, let colour):
            canvas = Canvas(width: w, height: h + height, paper: colour)
            if height >= 20 {
                let isDark = colour.sum() < 1.5
                var words = Words(seed: seed)
                canvas.write(
                    words.title(), x: 8, baseline: (Double(h) + 0.68 * Double(height)).rounded(),
                    Typeface(size: (Double(height) * 0.55).rounded()), isDark ? .one : .zero)
            }
        case .letterbox(let height, let gray):
            canvas = Canvas(width: w, height: h + 2 * height, paper: Colour(repeating: gray))
            corner.y = height
        case .frame(let width, let colour):
            canvas = Canvas(width: w + 2 * width, height: h + 2 * width, paper: colour)
            corner = (width, width)
        }
        canvas.draw(picture, x: corner.x, y: corner.y)
        return (canvas.rendition(), RegionOfInterest(x: corner.x, y: corner.y, width: w, height: h))
    }
}
