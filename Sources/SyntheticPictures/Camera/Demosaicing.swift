/// How a camera fills in the two colours that each photosite did not see.
package enum Demosaicing: String, Sendable, CaseIterable {
    /// The mean of the nearest photosites that saw the colour: soft, coloured seams along edges, smooth noise.
    case bilinear
    /// Along edges, not across them: sharp, noise with structure.
    case edgeAware = "edge-aware"

    /// - Parameter mosaic: one value a photosite, row by row, in the order of `BayerPattern`.
    func raster(mosaic: [Double], width: Int, height: Int) -> Raster {
        switch self {
        case .bilinear: BilinearDemosaic(mosaic: mosaic, width: width, height: height).raster()
        case .edgeAware: EdgeAwareDemosaic(mosaic: mosaic, width: width, height: height).raster()
        }
    }
}
