import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Unsharp mask` {
    private func deviation<Element: Sample>(
        _ filter: UnsharpMask, _ plane: Plane<Element>, _ instructionSet: InstructionSet
    ) throws -> Deviation {
        let result = try filter.apply(to: KernelTestImage.image([plane], .gray), instructionSet: instructionSet)
        var deviation = Deviation()
        deviation.add(result, [KernelReference.unsharp(plane, sigma: filter.sigma, amount: filter.amount)])
        return deviation
    }

    @Test(arguments: InstructionSet.available)
    func `every width from 1 to 40 is as exact as rounding allows`(instructionSet: InstructionSet) throws {
        let filter = try UnsharpMask()
        for width in 1...40 {
            for height in [1, 2, 7] {
                let plane = KernelTestImage.plane(width: width, height: height, seed: UInt64(width))
                #expect(try deviation(filter, plane, instructionSet).largest < 0.75)
            }
        }
    }

    @Test(arguments: [0.3, 0.5, 0.9, 1.2, 1.6, 2, 2.1, 7, 20], [0, 0.2, 0.5, 1, 3, 10])
    func `every radius and amount is as exact as rounding allows`(sigma: Double, amount: Double) throws {
        let filter = try UnsharpMask(sigma: sigma, amount: amount)
        // The blur is computed in steps of 1/128, with taps in steps of 1/256.
        #expect(
            try deviation(filter, KernelTestImage.plane(width: 75, height: 33), .best).largest < 0.6 + 0.6 * amount)
    }

    @Test(arguments: [0.5, 1, 4])
    func `16-bit samples keep their precision`(sigma: Double) throws {
        let filter = try UnsharpMask(sigma: sigma, amount: 1)
        let plane = KernelTestImage.plane(UInt16.self, width: 75, height: 33)
        #expect(try deviation(filter, plane, .best).largest < 0.6)
    }

    @Test(arguments: [0.4, 1, 1.5, 2, 3])
    func `every instruction set and thread count gives the same bytes`(sigma: Double) throws {
        let filter = try UnsharpMask(sigma: sigma, amount: 0.7)
        let image = KernelTestImage.rgb(width: 1100, height: 240)
        let expected = try filter.apply(to: image, instructionSet: .baseline)
        for instructionSet in InstructionSet.available {
            for threads in [1, 2, 3, 7] {
                let result = try filter.apply(to: image, threads: ThreadBudget(threads), instructionSet: instructionSet)
                #expect(result.planes == expected.planes)
            }
        }
    }

    @Test func `the result does not depend on where tiles begin`() throws {
        let filter = try UnsharpMask(sigma: 1.4)
        let image = KernelTestImage.rgb(width: 1300, height: 200)
        let whole = try filter.apply(to: image)
        let part = try filter.apply(to: KernelTestImage.crop(image, x: 61, y: 37, width: 1239, height: 163))
        #expect(
            KernelTestImage.crop(part, x: 5, y: 5, width: 1234, height: 158).planes
                == KernelTestImage.crop(whole, x: 66, y: 42, width: 1234, height: 158).planes)
    }

    @Test(arguments: [0, 1, 128, 254, 255])
    func `a flat image stays flat`(value: UInt8) throws {
        let image = KernelTestImage.image([Plane(width: 70, height: 20, repeating: value)], .gray)
        for sigma in [0.3, 0.5, 1, 1.3, 1.66, 2, 5] {
            for amount in [0.1, 1, 10] {
                let filter = try UnsharpMask(sigma: sigma, amount: amount)
                #expect(try filter.apply(to: image).planes == image.planes)
            }
        }
    }

    @Test(arguments: [1, 1.66, 2], [0.5, 4, 5, 10])
    func `no amount makes a picture brighter or darker`(sigma: Double, amount: Double) throws {
        // Of little contrast, so that nothing is clipped.
        var plane = KernelTestImage.plane(width: 150, height: 150)
        for index in plane.samples.indices { plane.samples[index] = 120 + plane.samples[index] / 64 }
        #expect(abs(try deviation(UnsharpMask(sigma: sigma, amount: amount), plane, .best).mean) < 0.13)
    }

    @Test func `a gray of 16 bits stays flat too`() throws {
        let image = KernelTestImage.image([Plane<UInt16>(width: 70, height: 20, repeating: 40_001)], .gray)
        #expect(try UnsharpMask().apply(to: image).planes == image.planes)
    }

    @Test func `a brighter image gives a brighter result`() throws {
        let dark = KernelTestImage.plane(width: 60, height: 40)
        var low = dark
        var high = dark
        for index in dark.samples.indices {
            low.samples[index] = 60 + dark.samples[index] / 4
            high.samples[index] = 100 + dark.samples[index] / 4
        }
        let filter = try UnsharpMask()
        let first = try filter.apply(to: KernelTestImage.image([low], .gray)).planes.eight[0]
        let second = try filter.apply(to: KernelTestImage.image([high], .gray)).planes.eight[0]
        for (a, b) in zip(first.samples, second.samples) { #expect(abs(Int(a) + 40 - Int(b)) <= 1) }
    }

    @Test func `alpha is copied`() throws {
        let planes = (0..<2).map { KernelTestImage.plane(width: 30, height: 20, seed: $0) }
        let image = KernelTestImage.image(planes, .gray, hasAlpha: true)
        let result = try UnsharpMask().apply(to: image).planes.eight
        #expect(result[1] == planes[1])
        #expect(result[0] != planes[0])
    }

    @Test func `parameters outside their ranges are refused by name`() {
        #expect(throws: FilterParameterError(name: "sigma", value: "0.2", accepted: "0.3 to 20.0")) {
            try UnsharpMask(sigma: 0.2)
        }
        #expect(throws: FilterParameterError.self) { try UnsharpMask(amount: -1) }
    }
}
