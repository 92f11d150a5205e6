public import ImagePlanes

/// What compression left in a picture's luma, as far as its file or its coefficients tell.
public struct CompressionProfile: Sendable, Hashable {
    /// Of the picture's own file, as libjpeg names it, 1 (coarse) to 100; `nil` where the file has no steps.
    public let quality: Int?
    /// Of a coarser compression before that, found in the coefficients; `nil` where none shows.
    public let earlierQuality: Int?

    /// Looks at the steps of `image` and for earlier ones (``NoiseProfile`` and the repair of compression look at the same).
    public static func estimate(of image: PlanarImage) -> CompressionProfile {
        // The kernels have no part in it.
        switch image.planes {
        case .eight(let planes): found(in: OpenPicture(planes, of: image, kernels: KernelTable(.best)))
        case .sixteen(let planes): found(in: OpenPicture(planes, of: image, kernels: KernelTable(.best)))
        }
    }

    private static func found<Element: KernelSample>(in picture: OpenPicture<Element>) -> CompressionProfile {
        let luma = picture.groups[0]
        let planes = luma.group.transform == .opponent ? luma.planes : [luma.planes[0]]
        let own = luma.quantization[0]
        return CompressionProfile(
            quality: own.map(quality),
            earlierQuality: EarlierCompression(in: LumaSource(planes), beyond: own).map { quality($0.steps) })
    }

    /// The quality at which the table that libjpeg scales is nearest to some steps.
    private static func quality(_ steps: QuantizationSteps) -> Int {
        (1...100).min { distance($0, steps) < distance($1, steps) } ?? 100
    }

    private static func distance(_ quality: Int, _ steps: QuantizationSteps) -> Float {
        let scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
        return zip(StandardTable.luma, steps.values).reduce(0) { sum, pair in
            let scaled = (Int(pair.0) * scale + 50) / 100
            return sum + abs(Float(min(max(scaled, 1), 255)) - pair.1)
        }
    }

    /// In words, for people.
    public var summary: String {
        switch (quality, earlierQuality) {
        case (nil, nil): "no compression in blocks found"
        case (let own?, nil): "compressed at about quality \(own)"
        case (nil, let earlier?): "decoded from a file of about quality \(earlier)"
        case (let own?, let earlier?): "compressed twice, at about quality \(earlier), then \(own)"
        }
    }
}
