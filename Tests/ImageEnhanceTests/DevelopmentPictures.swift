import ImageEnhance
import SyntheticPictures
import TestSupport

/// Pictures of the development set as their files hold them.
enum DevelopmentPictures {
    /// The first pictures of a kind from each half of the scenes.
    static func recipes(
        _ kinds: Set<SyntheticPicture.Kind>, each limit: Int, where isWanted: (PictureRecipe) -> Bool = { _ in true }
    ) -> [(scene: SyntheticScene, recipe: PictureRecipe)] {
        var counts: [String: Int] = [:]
        return DevelopmentSet().scenes.flatMap { scene in
            scene.recipes.filter { kinds.contains($0.kind) && isWanted($0) }.map { (scene, $0) }
        }.filter { _, recipe in
            let key = "\(recipe.kind) \(recipe.half)"
            counts[key, default: 0] += 1
            return counts[key]! <= limit
        }
    }

    /// Into a file of its kind and out of it again.
    static func decoded(_ picture: Rendition, as storage: SyntheticPicture.Storage) throws -> PlanarImage {
        var options = EncodingOptions()
        options.quality = .fixed(quality(of: storage))
        let bytes = try ImageEncoder(options: options).encode(storage.planes(of: picture), as: encoding(of: storage))
        return try ImageDecoder().decode(bytes).image
    }

    static func denoised(_ image: PlanarImage, level: Int) throws -> PlanarImage {
        try FilterChain(denoiser: Denoiser(level: Level(level)!), sharpener: Sharpener(level: .off)).apply(to: image)
    }

    /// Mean square difference of the luma planes, or of all planes of RGB, on the 8-bit scale.
    static func meanSquare(_ a: PlanarImage, _ b: PlanarImage) -> Double {
        let planes = a.colorModel == .yCbCr ? 0..<1 : 0..<a.colorModel.planeCount
        switch (a.planes, b.planes) {
        case (.eight(let a), .eight(let b)): return meanSquare(a[planes], b[planes], unit: 1)
        case (.sixteen(let a), .sixteen(let b)): return meanSquare(a[planes], b[planes], unit: 1.0 / 257)
        default: return .infinity
        }
    }

    private static func meanSquare<Element>(
        _ a: ArraySlice<Plane<Element>>, _ b: ArraySlice<Plane<Element>>, unit: Double
    ) -> Double {
        let sums = zip(a, b).map { a, b in
            zip(a.samples, b.samples).reduce(0.0) { sum, pair in
                let difference = (Double(pair.0) - Double(pair.1)) * unit
                return sum + difference * difference
            } / Double(a.samples.count)
        }
        return sums.reduce(0, +) / Double(sums.count)
    }

    private static func quality(of storage: SyntheticPicture.Storage) -> Int {
        switch storage {
        case .jpeg(let quality, _), .grayJPEG(let quality), .webp(let quality): quality
        default: 100
        }
    }

    private static func encoding(of storage: SyntheticPicture.Storage) -> SourceEncoding {
        switch storage {
        case .png: .png(PNGEncoding(colorType: .rgb))
        case .png16: .png(PNGEncoding(colorType: .rgb, bitDepth: 16))
        case .grayPNG: .png(PNGEncoding(colorType: .gray))
        case .jpeg, .grayJPEG: .jpeg(JPEGEncoding())
        case .webp: .webp(WebPEncoding(isLossless: false))
        case .losslessWebP: .webp(WebPEncoding(isLossless: true))
        }
    }
}
