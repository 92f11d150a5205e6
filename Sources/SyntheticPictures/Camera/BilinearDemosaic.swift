/// Fills in the two colours that each photosite did not see with the mean of the nearest that did.
struct BilinearDemosaic {
    let mosaic: [Double]
    let width: Int
    let height: Int

    func raster() -> Raster {
        var raster = Raster(width: width, height: height, pixels: mosaic.map { Colour(repeating: $0) })
        for y in 0..<height {
            for x in 0..<width {
                let own = BayerPattern.filter(x, y)
                for colour in 0..<3 where colour != own { raster[x, y][colour] = mean(of: colour, x, y) }
            }
        }
        return raster
    }

    /// Mean over those of the eight neighbours that saw the colour. Green has four beside, not across corners.
    private func mean(of colour: Int, _ x: Int, _ y: Int) -> Double {
        var (sum, count) = (0.0, 0.0)
        for v in max(y - 1, 0)...min(y + 1, height - 1) {
            for u in max(x - 1, 0)...min(x + 1, width - 1) where BayerPattern.filter(u, v) == colour {
                sum += mosaic[v * width + u]
                count += 1
            }
        }
        return sum / count
    }
}
