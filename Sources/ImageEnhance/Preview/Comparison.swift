/// A crop before and after, side by side and enlarged, with labels.
struct Comparison {
    private let before: RGBRaster
    private let after: RGBRaster

    /// How much larger than life.
    static let enlargement = 2
    static let margin = 8
    private static let gap = 4
    private static let dot = 2
    private static let labels = ["BEFORE", "AFTER"]

    /// - Precondition: both have one size.
    init(before: RGBRaster, after: RGBRaster) {
        self.before = before.enlarged(by: Comparison.enlargement)
        self.after = after.enlarged(by: Comparison.enlargement)
    }

    /// The upper edge of the pictures.
    static var top: Int { 2 * margin + RGBRaster.textHeight(dot: dot) }

    func drawn() -> RGBRaster {
        let labelWidth = Comparison.labels.map { RGBRaster.textWidth($0, dot: Comparison.dot) }.max()!
        let pitch = max(before.width, labelWidth) + Comparison.gap
        var sheet = RGBRaster(
            width: 2 * Comparison.margin + 2 * pitch - Comparison.gap,
            height: Comparison.top + before.height + Comparison.margin, gray: SheetColor.ground)
        for (index, picture) in [before, after].enumerated() {
            let x = Comparison.margin + index * pitch
            sheet.draw(Comparison.labels[index], x: x, y: Comparison.margin, dot: Comparison.dot, gray: SheetColor.text)
            sheet.draw(picture, x: x, y: Comparison.top)
        }
        return sheet
    }
}
