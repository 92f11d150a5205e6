import ImageFilters
import ImagePlanes
import TestSupport
import Testing

@Suite(.hangLimit) struct `What compression left` {
    private static let texture: Plane<UInt8> = Scene.texture.plane(width: 320, height: 272)

    private static func image(_ plane: Plane<UInt8>, _ steps: QuantizationSteps?) -> PlanarImage {
        var image = PlanarImage(width: plane.width, height: plane.height, colorModel: .gray, planes: .eight([plane]))
        image.quantization = [steps]
        return image
    }

    /// The example table of the JPEG standard is that of quality 50; a fifth of it, that of 90.
    @Test func `is told by the file's steps, by those found, or by both`() {
        let (coarse, fine) = (`Earlier compressions`.coarse, `Earlier compressions`.fine)
        let once = `Earlier compressions`.once
        #expect(
            CompressionProfile.estimate(of: Self.image(Self.texture, nil)).summary == "no compression in blocks found")
        let told = CompressionProfile.estimate(of: Self.image(once, coarse))
        #expect(told.quality == 50 && told.earlierQuality == nil)
        let found = CompressionProfile.estimate(of: Self.image(once, nil))
        #expect(found.quality == nil && (48...52).contains(found.earlierQuality ?? 0))
        let twice = CompressionProfile.estimate(of: Self.image(once, fine))
        #expect(twice.quality == 90 && (48...52).contains(twice.earlierQuality ?? 0))
        #expect(twice.summary.hasPrefix("compressed twice"))
    }
}
