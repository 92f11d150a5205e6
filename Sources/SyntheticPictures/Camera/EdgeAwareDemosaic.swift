/// Fills in the two colours that each photosite did not see.
///
/// Green goes along the direction in which the picture changes less (Hamilton and Adams, US 5629734); red and blue
/// follow as differences to green, which are smooth where colours themselves are not.
struct EdgeAwareDemosaic {
    let mosaic: [Double]
    let width: Int
    let height: Int

    func raster() -> Raster {
        let green = greenPlane()
        var raster = Raster(
            width: width, height: height, pixels: green.map { Colour(repeating: $0) })
        for y in 0..<height {
            for x in 0..<width {
                for colour in [BayerPattern.red, BayerPattern.blue] {
                    raster[x, y][colour] += meanDifference(of: colour, to: green, x, y)
                }
            }
        }
        return raster
    }

    private func greenPlane() -> [Double] {
        var green = mosaic
        for y in 0..<height {
            for x in 0..<width where BayerPattern.filter(x, y) != BayerPattern.green {
                let own = raw(x, y)
                let (left, right) = (raw(x - 1, y), raw(x + 1, y))
                let (above, below) = (raw(x, y - 1), raw(x, y + 1))
                let bendX = 2 * own - raw(x - 2, y) - raw(x + 2, y)
                let bendY = 2 * own - raw(x, y - 2) - raw(x, y + 2)
                let changeX = abs(left - right) + abs(bendX)
                let changeY = abs(above - below) + abs(bendY)
                let alongX = (left + right) / 2 + bendX / 4
                let alongY = (above + below) / 2 + bendY / 4
                green[y * width + x] =
                    changeX < changeY ? alongX : changeX > changeY ? alongY : (alongX + alongY) / 2
            }
        }
        return green
    }

    /// Mean of colour minus green over those of the nine nearest photosites that saw the colour.
    private func meanDifference(of colour: Int, to green: [Double], _ x: Int, _ y: Int) -> Double {
        if BayerPattern.filter(x, y) == colour { return mosaic[y * width + x] - green[y * width + x] }
        var (sum, count) = (0.0, 0.0)
        for v in max(y - 1, 0)...min(y + 1, height - 1) {
            for u in max(x - 1, 0)...min(x + 1, width - 1) where BayerPattern.filter(u, v) == colour {
                sum += mosaic[v * width + u] - green[v * width + u]
                count += 1
            }
        }
        return sum / count
    }

    /// The mosaic, mirrored at its borders so that the filters' colours stay in step.
    private func raw(_ x: Int, _ y: Int) -> Double {
        let column = x < 0 ? -x : x >= width ? 2 * width - 2 - x : x
        let row = y < 0 ? -y : y >= height ? 2 * height - 2 - y : y
        return mosaic[row * width + column]
    }
}
