internal import Lettering

/// 8-bit RGB pixels for people to look at, and what a sheet is drawn on.
struct RGBRaster: Sendable, Equatable {
    let width: Int
    let height: Int
    /// Red, green and blue.
    private(set) var planes: [Plane<UInt8>]

    /// - Precondition: three planes of one size.
    init(planes: [Plane<UInt8>]) {
        precondition(planes.count == 3 && planes.allSatisfy { $0.width == planes[0].width }, "red, green and blue")
        width = planes[0].width
        height = planes[0].height
        self.planes = planes
    }

    /// One gray everywhere.
    init(width: Int, height: Int, gray: UInt8) {
        self.init(planes: Array(repeating: Plane(width: width, height: height, repeating: gray), count: 3))
    }

    /// Draws `raster`, which must fit in, with its upper left corner at a pixel.
    mutating func draw(_ raster: RGBRaster, x: Int, y: Int) {
        for index in planes.indices {
            for row in 0..<raster.height {
                for column in 0..<raster.width {
                    planes[index][x + column, y + row] = raster.planes[index][column, row]
                }
            }
        }
    }

    /// Draws `text`, which must fit in, from its upper left corner on, each dot of its letters as large as `dot` pixels.
    mutating func draw(_ text: String, x: Int, y: Int, dot: Int, gray: UInt8) {
        for row in 0..<RGBRaster.textHeight(dot: dot) {
            for column in 0..<RGBRaster.textWidth(text, dot: dot)
            where BitmapFont.covers(text, x: Double(column / dot), y: Double(row / dot)) {
                for index in planes.indices { planes[index][x + column, y + row] = gray }
            }
        }
    }

    static func textWidth(_ text: String, dot: Int) -> Int { Int(BitmapFont.width(of: text)) * dot }
    static func textHeight(dot: Int) -> Int { 7 * dot }

    /// Every pixel as a square of `factor` by `factor`.
    func enlarged(by factor: Int) -> RGBRaster {
        rearranged(width: width * factor, height: height * factor) { x, y in (x / factor, y / factor) }
    }

    /// As viewers show a picture with this EXIF orientation.
    func oriented(_ orientation: Int?) -> RGBRaster {
        let (right, bottom) = (width - 1, height - 1)
        switch orientation {
        case 2: return rearranged(width: width, height: height) { x, y in (right - x, y) }
        case 3: return rearranged(width: width, height: height) { x, y in (right - x, bottom - y) }
        case 4: return rearranged(width: width, height: height) { x, y in (x, bottom - y) }
        case 5: return rearranged(width: height, height: width) { x, y in (y, x) }
        case 6: return rearranged(width: height, height: width) { x, y in (y, bottom - x) }
        case 7: return rearranged(width: height, height: width) { x, y in (right - y, bottom - x) }
        case 8: return rearranged(width: height, height: width) { x, y in (right - y, x) }
        default: return self
        }
    }

    private func rearranged(width: Int, height: Int, from source: (_ x: Int, _ y: Int) -> (x: Int, y: Int)) -> RGBRaster
    {
        var result = RGBRaster(width: width, height: height, gray: 0)
        for y in 0..<height {
            for x in 0..<width {
                let position = source(x, y)
                for index in planes.indices { result.planes[index][x, y] = planes[index][position.x, position.y] }
            }
        }
        return result
    }

    /// - Parameter iccProfile: of RGB; `nil` for sRGB.
    /// - Throws: `CodecError` when there is no memory left.
    func png(iccProfile: [UInt8]?) throws(CodecError) -> [UInt8] {
        let image = PlanarImage(
            width: width, height: height, colorModel: .rgb, planes: .eight(planes),
            metadata: ImageMetadata(iccProfile: iccProfile))
        return try ImageEncoder().encode(image, as: .png(PNGEncoding(colorType: .rgb)))
    }
}
