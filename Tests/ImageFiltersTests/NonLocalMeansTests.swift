import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Non-local means` {
    /// An odd height and every width: partial vectors, and windows larger than the picture.
    private func deviation(
        _ filter: NonLocalMeans, widths: some Sequence<Int>, height: Int, rgb: Bool, _ instructionSet: InstructionSet
    ) throws -> Deviation {
        var deviation = Deviation()
        for width in widths {
            let seed = UInt64(width)
            let image =
                rgb
                ? KernelTestImage.rgb(width: width, height: height, seed: seed)
                : KernelTestImage.gray(width: width, height: height, seed: seed)
            let exact = KernelReference.nonLocalMeans(
                image.planes.eight, strength: filter.strength, templateSize: filter.templateSize,
                searchSize: filter.searchSize)
            deviation.add(try filter.apply(to: image, instructionSet: instructionSet), exact)
        }
        return deviation
    }

    @Test(arguments: InstructionSet.available)
    func `every width from 1 to 40 is as exact as rounding allows`(instructionSet: InstructionSet) throws {
        let filter = try NonLocalMeans(strength: 10, templateSize: 7, searchSize: 5)
        let deviation = try deviation(filter, widths: 1...40, height: 9, rgb: false, instructionSet)
        #expect(deviation.rootMeanSquare < 0.32)
        #expect(deviation.largest < 1.6)
    }

    @Test(arguments: [1, 3, 5, 7, 9], [0.5, 2, 4.4, 8, 20, 70])
    func `every template and strength is as exact as rounding allows`(templateSize: Int, strength: Double) throws {
        let filter = try NonLocalMeans(strength: strength, templateSize: templateSize, searchSize: 7)
        for rgb in [false, true] {
            let deviation = try deviation(filter, widths: [19], height: 13, rgb: rgb, .best)
            // Weights under 1/2937 of the largest are lost; that shows where nothing looks alike.
            #expect(deviation.rootMeanSquare < 0.42)
            #expect(deviation.largest < 1.8)
        }
    }

    @Test(arguments: [3, 5, 21, 25, 27])
    func `every window is as exact as rounding allows`(searchSize: Int) throws {
        let filter = try NonLocalMeans(strength: 12, templateSize: 3, searchSize: searchSize)
        let deviation = try deviation(filter, widths: [17, 30], height: 11, rgb: false, .best)
        #expect(deviation.rootMeanSquare < 0.32)
    }

    @Test func `16-bit samples keep their precision`() throws {
        let filter = try NonLocalMeans(strength: 10, templateSize: 3, searchSize: 5)
        for model in [ColorModel.gray, .rgb] {
            let image =
                model == .gray
                ? KernelTestImage.gray(UInt16.self, width: 23, height: 9)
                : KernelTestImage.rgb(UInt16.self, width: 23, height: 9)
            let exact = KernelReference.nonLocalMeans(
                image.planes.sixteen, strength: 10, templateSize: 3, searchSize: 5)
            var deviation = Deviation()
            deviation.add(try filter.apply(to: image), exact)
            #expect(deviation.largest < 0.6)
        }
    }

    @Test(arguments: [(3, 6.0), (5, 10), (7, 10), (7, 60), (7, 1), (9, 10)])
    func `every instruction set and thread count gives the same bytes`(templateSize: Int, strength: Double) throws {
        let filter = try NonLocalMeans(strength: strength, templateSize: templateSize, searchSize: 7)
        for image in [KernelTestImage.gray(width: 431, height: 171), KernelTestImage.rgb(width: 143, height: 107)] {
            let expected = try filter.apply(to: image, instructionSet: .baseline)
            for instructionSet in InstructionSet.available {
                for threads in [1, 2, 3, 7] {
                    let result = try filter.apply(
                        to: image, threads: ThreadBudget(threads), instructionSet: instructionSet)
                    #expect(result.planes == expected.planes)
                }
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `the result does not depend on where tiles begin`(instructionSet: InstructionSet) throws {
        let filter = try NonLocalMeans(strength: 15, templateSize: 7, searchSize: 9)
        let image = KernelTestImage.rgb(width: 290, height: 220)
        let whole = try filter.apply(to: image, instructionSet: instructionSet)
        let corner = KernelTestImage.crop(image, x: 61, y: 37, width: 229, height: 183)
        let part = try filter.apply(to: corner, instructionSet: instructionSet)
        // Samples whose window and template lie inside the corner.
        #expect(
            KernelTestImage.crop(part, x: 7, y: 7, width: 222, height: 176).planes
                == KernelTestImage.crop(whole, x: 68, y: 44, width: 222, height: 176).planes)
    }

    @Test(arguments: [0, 1, 127, 128, 254, 255])
    func `a flat image stays flat`(value: UInt8) throws {
        let image = KernelTestImage.image([Plane(width: 50, height: 40, repeating: value)], .gray)
        for strength in [0.3, 3, 10, 40, 100] {
            for search in [5, 21, 35] {
                let filter = try NonLocalMeans(strength: strength, templateSize: 3, searchSize: search)
                for instructionSet in InstructionSet.available {
                    #expect(try filter.apply(to: image, instructionSet: instructionSet).planes == image.planes)
                }
            }
        }
    }

    @Test func `a brighter image gives a brighter result`() throws {
        let dark = Scene.gradient.plane(width: 60, height: 40).addingGaussianNoise(sigma: 6, seed: 4)
        var light = dark
        for index in dark.samples.indices { light.samples[index] = dark.samples[index] / 2 + 90 }
        var halved = dark
        for index in dark.samples.indices { halved.samples[index] = dark.samples[index] / 2 }
        let filter = try NonLocalMeans()
        let first = try filter.apply(to: KernelTestImage.image([halved], .gray)).planes.eight[0]
        let second = try filter.apply(to: KernelTestImage.image([light], .gray)).planes.eight[0]
        for (a, b) in zip(first.samples, second.samples) { #expect(abs(Int(a) + 90 - Int(b)) <= 1) }
    }

    @Test func `alpha is copied and subsampled chroma filtered by itself`() throws {
        let planes = [
            KernelTestImage.plane(width: 31, height: 21), KernelTestImage.plane(width: 16, height: 11, seed: 2),
            KernelTestImage.plane(width: 16, height: 11, seed: 3),
            KernelTestImage.plane(width: 31, height: 21, seed: 4),
        ]
        let image = PlanarImage(
            width: 31, height: 21, colorModel: .yCbCr, subsampling: .yCbCr420, hasAlpha: true, planes: .eight(planes))
        let filter = try NonLocalMeans(strength: 10, templateSize: 3, searchSize: 7)
        let result = try filter.apply(to: image).planes.eight
        #expect(result[3] == planes[3])
        for index in 0..<3 {
            let alone = try filter.apply(to: KernelTestImage.image([planes[index]], .gray)).planes.eight[0]
            #expect(result[index] == alone)
            #expect(result[index] != planes[index])
        }
    }

    @Test func `parameters outside their ranges are refused by name`() {
        #expect(throws: FilterParameterError(name: "strength", value: "0.0", accepted: "0.01 to 100.0")) {
            try NonLocalMeans(strength: 0)
        }
        #expect(throws: FilterParameterError.self) { try NonLocalMeans(strength: .nan) }
        #expect(throws: FilterParameterError.self) { try NonLocalMeans(templateSize: 4) }
        #expect(throws: FilterParameterError.self) { try NonLocalMeans(templateSize: 17) }
        #expect(throws: FilterParameterError.self) { try NonLocalMeans(searchSize: 1) }
    }
}
