import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Repair of quantised planes` {
    /// Coarse, and coarser towards high frequencies, as at a quality of about 30.
    static let steps = QuantizationSteps((0..<64).map { Float(18 + 9 * ($0 / 8 + $0 % 8)) })!

    /// What is left of a plane when a codec has rounded the coefficients of its 8×8 blocks.
    static func quantised<Element: Sample>(_ plane: Plane<Element>, _ steps: QuantizationSteps) -> Plane<Element> {
        var result = plane
        let unit = Double(Element.max) / 255
        for y in stride(from: 0, to: plane.height, by: 8) {
            for x in stride(from: 0, to: plane.width, by: 8) {
                func inside(_ index: Int) -> (Int, Int) {
                    (min(x + index % 8, plane.width - 1), min(y + index / 8, plane.height - 1))
                }
                let block = (0..<64).map { Double(plane[inside($0).0, inside($0).1]) / unit }
                let rounded = zip(CosineTransform.forward(block), steps.values).map { coefficient, step in
                    (coefficient / Double(step)).rounded() * Double(step)
                }
                for (index, sample) in CosineTransform.inverse(rounded).enumerated() {
                    let (column, row) = inside(index)
                    result[column, row] = Element(min(max((sample * unit).rounded(), 0), Double(Element.max)))
                }
            }
        }
        return result
    }

    /// Mean square of how much the error steps across the borders of blocks.
    static func borderError(_ plane: Plane<UInt8>, against original: Plane<UInt8>) -> Double {
        var (sum, count) = (0.0, 0.0)
        func error(_ x: Int, _ y: Int) -> Double { Double(plane[x, y]) - Double(original[x, y]) }
        for y in 0..<plane.height {
            for x in stride(from: 8, to: plane.width, by: 8) {
                let step = error(x, y) - error(x - 1, y)
                sum += step * step
                count += 1
            }
        }
        return sum / count
    }

    static func repaired(
        _ image: PlanarImage, strength: Float = 1, threads: Int = 1, tileSize: TileSize = TileSize()
    ) throws -> PlanarImage {
        let kernels = KernelTable(.best)
        let repair = QuantizationRepair(
            strength: strength, kernels: kernels,
            scheduler: TileScheduler(threads: ThreadBudget(threads), cancellation: nil), tileSize: tileSize)
        func closed<Element: KernelSample>(_ planes: [Plane<Element>]) throws -> [Plane<Element>] {
            var picture = OpenPicture(planes, of: image, kernels: kernels)
            try repair.apply(to: &picture)
            return picture.closed()
        }
        var result = image
        switch image.planes {
        case .eight(let planes): result.planes = .eight(try closed(planes))
        case .sixteen(let planes): result.planes = .sixteen(try closed(planes))
        }
        return result
    }

    static func gray<Element: Sample>(_ plane: Plane<Element>, _ steps: QuantizationSteps? = steps) -> PlanarImage {
        PlanarImage(
            width: plane.width, height: plane.height, colorModel: .gray,
            planes: (plane as? Plane<UInt8>).map { .eight([$0]) } ?? .sixteen([plane as! Plane<UInt16>]),
            quantization: [steps])
    }

    @Test(arguments: [Scene.gradient, .texture, .text, .slantedEdge])
    func `brings pictures nearer to what they were, and takes their blocks away`(scene: Scene) throws {
        let original: Plane<UInt8> = scene.plane(width: 160, height: 144)
        let quantised = Self.quantised(original, Self.steps)
        guard case .eight(let result) = try Self.repaired(Self.gray(quantised)).planes else { return }
        let gain = psnr(result[0], original) - psnr(quantised, original)
        #expect(gain > 0.5, "\(gain) dB")
        let (before, after) = (
            Self.borderError(quantised, against: original), Self.borderError(result[0], against: original)
        )
        #expect(after < 0.85 * before, "\(before) before, \(after) after")
    }

    @Test func `reduced chroma is repaired less strongly than luma and full chroma`() throws {
        let chroma = Self.quantised(Scene.texture.plane(UInt8.self, width: 80, height: 72), Self.steps)
        func result(_ width: Int, _ height: Int, _ subsampling: ChromaSubsampling) throws -> Plane<UInt8> {
            let image = PlanarImage(
                width: width, height: height, colorModel: .yCbCr, subsampling: subsampling,
                planes: .eight([Plane(width: width, height: height), chroma, chroma]),
                quantization: [nil, Self.steps, Self.steps])
            return try Self.repaired(image).eightBitPlanes[1]
        }
        func alone(_ strength: Float) throws -> Plane<UInt8> {
            try Self.repaired(Self.gray(chroma), strength: strength).eightBitPlanes[0]
        }
        #expect(try result(160, 144, .yCbCr420) == alone(0.7))
        #expect(try result(80, 72, .none(planes: 3)) == alone(1))
        #expect(try alone(0.7) != alone(1))
    }

    @Test(arguments: PictureKind.allCases)
    func `repairs each plane that has steps, and leaves the others`(kind: PictureKind) throws {
        var image = kind.picture(nil, width: 75, height: 61)
        let count = image.quantization.count
        image.quantization = (0..<count).map { $0 % 2 == 0 && $0 < kind.colorModel.planeCount ? Self.steps : nil }
        let result = try Self.repaired(image)
        #expect(result.planes.sizes.elementsEqual(image.planes.sizes, by: ==))
        func changed<Element>(_ a: [Plane<Element>], _ b: [Plane<Element>]) -> [Bool] { zip(a, b).map { $0 != $1 } }
        let changes =
            switch (image.planes, result.planes) {
            case (.eight(let a), .eight(let b)): changed(a, b)
            case (.sixteen(let a), .sixteen(let b)): changed(a, b)
            default: [Bool]()
            }
        #expect(changes == image.quantization.map { $0 != nil })
    }

    @Test(arguments: [(1, 1), (7, 3), (8, 8), (9, 130), (131, 66)])
    func `is the same for every tile size and number of threads`(width: Int, height: Int) throws {
        let image = Self.gray(Regions.noise(width, height, UInt8.self))
        let whole = try Self.repaired(image)
        for side in [8, 16, 40] {
            var tileSize = TileSize()
            (tileSize.width, tileSize.height, tileSize.leastHeight) = (side, side, 8)
            let tiled = try Self.repaired(image, threads: 3, tileSize: tileSize)
            #expect(tiled.planes == whole.planes, "tiles of \(side)")
        }
    }

    @Test func `of deep samples is that of shallow ones, with less rounding`() throws {
        let shallow: Plane<UInt8> = Self.quantised(Scene.texture.plane(width: 90, height: 70), Self.steps)
        let deep = Plane<UInt16>(
            width: 90, height: 70, stride: 90, samples: shallow.samples.map { 257 * UInt16($0) })
        guard case .eight(let a) = try Self.repaired(Self.gray(shallow)).planes,
            case .sixteen(let b) = try Self.repaired(Self.gray(deep)).planes
        else {
            Issue.record("planes of another depth")
            return
        }
        #expect(zip(a[0].samples, b[0].samples).allSatisfy { abs(257 * Int($0) - Int($1)) <= 129 })
        #expect(b[0].samples.contains { $0 % 257 != 0 })
    }

    @Test func `removes more at a higher strength, and nothing where steps are 1`() throws {
        let plane: Plane<UInt8> = Self.quantised(Scene.texture.plane(width: 90, height: 70), Self.steps)
        let distances = try [0.5, 0.75, 1, 1.35, 1.8].map { (strength: Float) -> Double in
            guard case .eight(let result) = try Self.repaired(Self.gray(plane), strength: strength).planes else {
                return Double.nan
            }
            return psnr(result[0], plane)
        }
        #expect(zip(distances, distances.dropFirst()).allSatisfy { $0 > $1 }, "\(distances)")
        let ones = Self.gray(plane, QuantizationSteps([Float](repeating: 1, count: 64)))
        #expect(try Self.repaired(ones).planes == ones.planes)
    }

    @Test func `neither looks at hidden colour nor changes it`() throws {
        var image = PictureKind.rgbAlpha.picture(.gradient, width: 64, height: 48)
        guard case .eight(var planes) = image.planes else { return }
        for y in 0..<48 {
            for x in 0..<64 {
                planes[3][x, y] = x < 24 ? 0 : 255
                if x < 24 { planes[0][x, y] = UInt8(truncatingIfNeeded: 77 * x * y) }
            }
        }
        image.planes = .eight(planes)
        image.quantization = [Self.steps, Self.steps, Self.steps, nil]
        guard case .eight(let result) = try Self.repaired(image).planes else { return }
        for y in 0..<48 {
            #expect(result[0].row(y).prefix(24) == planes[0].row(y).prefix(24))
            // A slope stays a slope.
            for x in 24..<64 { #expect(abs(Int(result[0][x, y]) - Int(planes[0][x, y])) <= 2) }
        }
    }

    @Test func `is part of denoising, and not of the plain methods`() throws {
        let image = Self.gray(Self.quantised(Scene.texture.plane(width: 90, height: 70), Self.steps))
        func apply(_ level: Level, _ method: DenoiseMethod) throws -> PlanarImage {
            // Noise that is not worth removing: what remains is the repair.
            let chain = FilterChain(
                denoiser: Denoiser(level: level, method: method), sharpener: Sharpener(level: .off))
            return try chain.apply(to: image, profile: .white(sigma: 0.01, for: image))
        }
        #expect(try apply(.standard, .automatic).planes == Self.repaired(image).planes)
        #expect(try apply(Level(1)!, .automatic).planes == Self.repaired(image, strength: 0.5).planes)
        #expect(try apply(.standard, .bilateral).planes == image.planes)
        #expect(try apply(.off, .automatic).planes == image.planes)
        #expect(try apply(.standard, .automatic).quantization == [nil])
    }
}
