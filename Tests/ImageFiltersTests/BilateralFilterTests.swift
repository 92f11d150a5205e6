import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Bilateral filter` {
    private func deviation(
        _ filter: BilateralFilter, _ image: PlanarImage, _ instructionSet: InstructionSet
    ) throws -> Deviation {
        let result = try filter.apply(to: image, instructionSet: instructionSet)
        var deviation = Deviation()
        switch image.planes {
        case .eight(let planes): deviation.add(result, exact(filter, planes))
        case .sixteen(let planes): deviation.add(result, exact(filter, planes))
        }
        return deviation
    }

    private func exact<Element>(_ filter: BilateralFilter, _ planes: [Plane<Element>]) -> [[Double]] {
        KernelReference.bilateral(
            planes, diameter: filter.diameter, sigmaRange: filter.sigmaRange, sigmaSpace: filter.sigmaSpace)
    }

    @Test(arguments: InstructionSet.available)
    func `every width from 1 to 40 is as exact as rounding allows`(instructionSet: InstructionSet) throws {
        let filter = try BilateralFilter()
        for width in 1...40 {
            let gray = KernelTestImage.gray(width: width, height: 7, seed: UInt64(width))
            #expect(try deviation(filter, gray, instructionSet).largest < 0.8)
            let color = KernelTestImage.rgb(width: width, height: 5, seed: UInt64(width))
            #expect(try deviation(filter, color, instructionSet).largest < 0.8)
        }
    }

    @Test(arguments: [3, 5, 9, 17, 31], [0.5, 3, 6, 10, 25, 60, 255])
    func `every window and deviation is as exact as rounding allows`(diameter: Int, sigmaRange: Double) throws {
        for sigmaSpace in [0.6, 5, 100] {
            let filter = try BilateralFilter(diameter: diameter, sigmaRange: sigmaRange, sigmaSpace: sigmaSpace)
            #expect(try deviation(filter, KernelTestImage.gray(width: 21, height: 9), .best).largest < 0.8)
            #expect(try deviation(filter, KernelTestImage.rgb(width: 11, height: 7), .best).largest < 0.8)
        }
    }

    @Test func `16-bit samples keep their precision`() throws {
        let filter = try BilateralFilter(diameter: 7, sigmaRange: 20, sigmaSpace: 3)
        let gray = KernelTestImage.gray(UInt16.self, width: 23, height: 9)
        #expect(try deviation(filter, gray, .best).largest < 0.6)
        let color = KernelTestImage.rgb(UInt16.self, width: 23, height: 9)
        #expect(try deviation(filter, color, .best).largest < 0.6)
    }

    @Test(arguments: [0.5, 10, 25, 100])
    func `every instruction set and thread count gives the same bytes`(sigmaRange: Double) throws {
        let filter = try BilateralFilter(diameter: 9, sigmaRange: sigmaRange, sigmaSpace: 5)
        for image in [KernelTestImage.gray(width: 531, height: 337), KernelTestImage.rgb(width: 517, height: 330)] {
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

    @Test func `the result does not depend on where tiles begin`() throws {
        let filter = try BilateralFilter()
        let image = KernelTestImage.rgb(width: 590, height: 190)
        let whole = try filter.apply(to: image)
        let part = try filter.apply(to: KernelTestImage.crop(image, x: 61, y: 37, width: 529, height: 153))
        #expect(
            KernelTestImage.crop(part, x: 4, y: 4, width: 525, height: 149).planes
                == KernelTestImage.crop(whole, x: 65, y: 41, width: 525, height: 149).planes)
    }

    @Test(arguments: [0, 1, 128, 255])
    func `a flat image stays flat`(value: UInt8) throws {
        for sigmaRange in [0.5, 7, 25, 255] {
            let filter = try BilateralFilter(diameter: 31, sigmaRange: sigmaRange, sigmaSpace: 100)
            for planes in [1, 3] {
                let flat = Array(repeating: Plane<UInt8>(width: 45, height: 20, repeating: value), count: planes)
                let image = KernelTestImage.image(flat, planes == 1 ? .gray : .rgb)
                for instructionSet in InstructionSet.available {
                    #expect(try filter.apply(to: image, instructionSet: instructionSet).planes == image.planes)
                }
            }
        }
    }

    @Test func `alpha is copied`() throws {
        let planes = (0..<4).map { KernelTestImage.plane(width: 30, height: 20, seed: $0) }
        let image = KernelTestImage.image(planes, .rgb, hasAlpha: true)
        let result = try BilateralFilter().apply(to: image).planes.eight
        #expect(result[3] == planes[3])
        #expect(result[0] != planes[0])
    }

    @Test func `parameters outside their ranges are refused by name`() {
        #expect(throws: FilterParameterError(name: "diameter", value: "8", accepted: "odd numbers from 3 to 31")) {
            try BilateralFilter(diameter: 8)
        }
        #expect(throws: FilterParameterError.self) { try BilateralFilter(sigmaRange: 0) }
        #expect(throws: FilterParameterError.self) { try BilateralFilter(sigmaSpace: .infinity) }
    }
}
