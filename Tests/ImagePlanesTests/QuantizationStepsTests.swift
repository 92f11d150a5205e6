import ImagePlanes
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Quantisation steps` {
    @Test func `are 64 numbers, finite and not negative`() {
        let ramp = (0..<64).map(Float.init)
        #expect(QuantizationSteps(ramp)?.values == ramp)
        #expect(QuantizationSteps(Array(ramp.dropLast())) == nil)
        #expect(QuantizationSteps(ramp + [64]) == nil)
        #expect(QuantizationSteps(ramp.dropLast() + [-1]) == nil)
        #expect(QuantizationSteps(ramp.dropLast() + [.nan]) == nil)
        #expect(QuantizationSteps(ramp.dropLast() + [.infinity]) == nil)
        #expect(QuantizationSteps(jpegTable: (0..<64).map(UInt16.init))?.values == ramp)
        #expect(QuantizationSteps(jpegTable: []) == nil)
    }

    @Test func `of an image are none where none are given`() {
        let plane = Plane<UInt8>(width: 3, height: 2)
        let image = PlanarImage(width: 3, height: 2, colorModel: .gray, hasAlpha: true, planes: .eight([plane, plane]))
        #expect(image.quantization == [nil, nil])
    }
}
