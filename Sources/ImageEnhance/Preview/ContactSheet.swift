/// Every pair of levels in a grid with labels: a row for each denoise level, a column for each sharpen level.
struct ContactSheet {
    private let cellWidth: Int
    private let cellHeight: Int

    private static let margin = 8
    private static let gap = 4
    private static let dot = 2
    private static let levels = Array(Level.range)
    private static let rowLabelWidth = RGBRaster.textWidth(rowLabel(0), dot: dot)
    /// With a space behind it, for narrow pictures.
    private static let columnLabelWidth = RGBRaster.textWidth(columnLabel(0) + " ", dot: dot)
    private static let labelHeight = RGBRaster.textHeight(dot: dot)

    /// - Parameters: size of each picture.
    init(cellWidth: Int, cellHeight: Int) {
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
    }

    var width: Int { origin(denoise: 0, sharpen: ContactSheet.levels.count).x - ContactSheet.gap + ContactSheet.margin }
    var height: Int {
        origin(denoise: ContactSheet.levels.count, sharpen: 0).y - ContactSheet.gap + ContactSheet.margin
    }

    /// The upper left corner of a picture. Rows and columns have room for their labels, however small the pictures.
    func origin(denoise: Int, sharpen: Int) -> (x: Int, y: Int) {
        let left = 2 * ContactSheet.margin + ContactSheet.rowLabelWidth
        let top = 2 * ContactSheet.margin + ContactSheet.labelHeight
        return (
            left + sharpen * (max(cellWidth, ContactSheet.columnLabelWidth) + ContactSheet.gap),
            top + denoise * (max(cellHeight, ContactSheet.labelHeight) + ContactSheet.gap)
        )
    }

    /// - Parameter picture: the picture of a pair of levels.
    func drawn(
        _ picture: (_ denoise: Int, _ sharpen: Int) throws(EnhanceError) -> RGBRaster
    ) throws(EnhanceError) -> RGBRaster {
        var sheet = RGBRaster(width: width, height: height, gray: SheetColor.ground)
        for level in ContactSheet.levels {
            let column = origin(denoise: 0, sharpen: level)
            sheet.draw(
                ContactSheet.columnLabel(level), x: column.x, y: ContactSheet.margin, dot: ContactSheet.dot,
                gray: SheetColor.text)
            let row = origin(denoise: level, sharpen: 0)
            sheet.draw(
                ContactSheet.rowLabel(level), x: ContactSheet.margin, y: row.y, dot: ContactSheet.dot,
                gray: SheetColor.text)
        }
        for denoise in ContactSheet.levels {
            for sharpen in ContactSheet.levels {
                let place = origin(denoise: denoise, sharpen: sharpen)
                sheet.draw(try picture(denoise, sharpen), x: place.x, y: place.y)
            }
        }
        return sheet
    }

    private static func rowLabel(_ level: Int) -> String { "DENOISE \(level)" }
    private static func columnLabel(_ level: Int) -> String { "SHARPEN \(level)" }
}
