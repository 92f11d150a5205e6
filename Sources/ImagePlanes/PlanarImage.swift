/// A decoded picture: its planes in the resolution and color model in which the file stores them.
public struct PlanarImage: Sendable {
    /// All planes of an image: the color planes in the order of the color model, then alpha if there is one.
    public enum Planes: Sendable, Equatable {
        case eight([Plane<UInt8>])
        case sixteen([Plane<UInt16>])
    }

    /// Size in pixels, that of the planes at full resolution.
    public let width: Int
    public let height: Int
    public let colorModel: ColorModel
    public let subsampling: ChromaSubsampling
    /// Whether the last plane is alpha (0 = transparent), not premultiplied.
    public let hasAlpha: Bool
    public var planes: Planes
    public var metadata: ImageMetadata
    /// How coarsely each plane's samples have been quantised: one entry a plane, `nil` where they have not or nobody
    /// knows. True of these samples only, not of the file that they will be written to.
    public var quantization: [QuantizationSteps?]

    /// - Parameter quantization: `nil` where no plane has been quantised.
    /// - Precondition: the number and sizes of the planes are what `colorModel`, `subsampling` and `hasAlpha` say, and
    ///   `quantization` has as many entries.
    public init(
        width: Int, height: Int, colorModel: ColorModel, subsampling: ChromaSubsampling? = nil,
        hasAlpha: Bool = false, planes: Planes, metadata: ImageMetadata = ImageMetadata(),
        quantization: [QuantizationSteps?]? = nil
    ) {
        self.width = width
        self.height = height
        self.colorModel = colorModel
        self.subsampling = subsampling ?? .none(planes: colorModel.planeCount)
        self.hasAlpha = hasAlpha
        self.planes = planes
        self.metadata = metadata
        let sizes = planes.sizes
        self.quantization = quantization ?? Array(repeating: nil, count: sizes.count)
        precondition(self.subsampling.factors.count == colorModel.planeCount, "one sampling factor a color plane")
        precondition(
            sizes.elementsEqual(expectedPlaneSizes, by: ==), "planes do not fit the image's size and model")
        precondition(self.quantization.count == sizes.count, "one entry of quantisation steps a plane")
    }

    public var depth: SampleDepth {
        switch planes {
        case .eight: .eight
        case .sixteen: .sixteen
        }
    }

    private var expectedPlaneSizes: [(width: Int, height: Int)] {
        (0..<colorModel.planeCount).map { subsampling.planeSize($0, width: width, height: height) }
            + (hasAlpha ? [(width, height)] : [])
    }
}

extension PlanarImage.Planes {
    /// Size in samples of each plane.
    public var sizes: [(width: Int, height: Int)] {
        switch self {
        case .eight(let planes): planes.map { ($0.width, $0.height) }
        case .sixteen(let planes): planes.map { ($0.width, $0.height) }
        }
    }
}
