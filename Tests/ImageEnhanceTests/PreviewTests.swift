import TestSupport
import Testing

@testable import ImageEnhance

/// Sheets show what their labels say.
@Suite(.timeLimit(.minutes(10))) struct `Previews` {
    private static let size = (width: 420, height: 330)

    /// A noisy picture with chroma at half the resolution, larger than the part that a preview filters: a soft ground
    /// that tells its noise, with lettering on its right.
    private static let jpeg: [UInt8] = {
        var luma: Plane<UInt8> = Scene.gradient.plane(width: size.width, height: size.height)
        let text: Plane<UInt8> = Scene.text.plane(width: 120, height: 300)
        for y in 0..<text.height { for x in 0..<text.width { luma[280 + x, 10 + y] = text[x, y] } }
        let half = (width: size.width / 2, height: size.height / 2)
        let chroma: [Plane<UInt8>] = [
            Scene.flat.plane(width: half.width, height: half.height),
            Scene.gradient.plane(width: half.width, height: half.height),
        ]
        let planes = ([luma] + chroma).enumerated().map { index, plane in
            plane.addingGaussianNoise(sigma: 5, seed: UInt64(index))
        }
        let image = PlanarImage(
            width: size.width, height: size.height, colorModel: .yCbCr, subsampling: .yCbCr420, planes: .eight(planes))
        return try! ImageEncoder().encode(image, as: .jpeg(JPEGEncoding()))
    }()

    private func enhancer(denoise: Int = 3, sharpen: Int = 3, cropSize: Int) -> Enhancer {
        var parameters = EnhanceParameters(denoise: denoise, sharpen: sharpen)
        parameters.cropSize = cropSize
        return Enhancer(parameters)
    }

    private func rgb(_ png: [UInt8]) throws -> RGBRaster {
        guard case .eight(let planes) = try ImageDecoder().decode(png).image.planes else {
            throw EnhanceError(.malformedImage, "not 8 bits")
        }
        return RGBRaster(planes: Array(planes.prefix(3)))
    }

    private func part(_ raster: RGBRaster, x: Int, y: Int, width: Int, height: Int) -> RGBRaster {
        RGBRaster(
            planes: raster.planes.map { plane in
                var part = Plane<UInt8>(width: width, height: height)
                for row in 0..<height {
                    for column in 0..<width { part[column, row] = plane[x + column, y + row] }
                }
                return part
            })
    }

    @Test func `every cell of a contact sheet is that part of the picture at its levels`() throws {
        let side = 48
        let sheet = try rgb(enhancer(cropSize: side).contactSheet(of: Self.jpeg))
        let layout = ContactSheet(cellWidth: side, cellHeight: side)
        #expect((sheet.width, sheet.height) == (layout.width, layout.height))
        let source = try ImageDecoder().decode(Self.jpeg)
        let conversion = RGBConversion(source.encoding)
        let crop = CropChoice(image: source.image, conversion: conversion).crop(size: side)
        var cells: [RGBRaster] = []
        for denoise in Level.range {
            for sharpen in Level.range {
                let place = layout.origin(denoise: denoise, sharpen: sharpen)
                let cell = part(sheet, x: place.x, y: place.y, width: side, height: side)
                #expect(!cells.contains(cell), "denoise \(denoise), sharpen \(sharpen) is as another cell")
                cells.append(cell)
                // All 36 against the whole picture would take long, and the corners tell as much.
                guard [0, 3, 5].contains(denoise), [0, 5].contains(sharpen) else { continue }
                let whole = try EnhanceParameters(denoise: denoise, sharpen: sharpen).filters.apply(to: source.image)
                #expect(
                    cell == conversion.raster(of: whole, in: crop),
                    "denoise \(denoise), sharpen \(sharpen) differs from the whole picture's")
            }
        }
    }

    @Test func `a comparison holds the crop before and after, twice as large`() throws {
        let side = 64
        let sheet = try rgb(
            enhancer(denoise: 4, sharpen: 1, cropSize: side).comparison(of: Self.jpeg))
        let source = try ImageDecoder().decode(Self.jpeg)
        let conversion = RGBConversion(source.encoding)
        let crop = CropChoice(image: source.image, conversion: conversion).crop(size: side)
        let margin = Comparison.margin
        let before = part(sheet, x: margin, y: Comparison.top, width: 2 * side, height: 2 * side)
        let after = part(
            sheet, x: sheet.width - margin - 2 * side, y: Comparison.top, width: 2 * side, height: 2 * side)
        let whole = try EnhanceParameters(denoise: 4, sharpen: 1).filters.apply(to: source.image)
        #expect(before == conversion.raster(of: source.image, in: crop).enlarged(by: 2))
        #expect(after == conversion.raster(of: whole, in: crop).enlarged(by: 2))
        #expect(before != after)
    }

    @Test func `a picture smaller than the crop is shown whole, turned as EXIF says`() throws {
        // 24 × 16 pixels, orientation 6: shown upright they are 16 × 24.
        let sheet = try rgb(Enhancer().contactSheet(of: SampleFile.jpeg.bytes))
        let layout = ContactSheet(cellWidth: SampleFile.height, cellHeight: SampleFile.width)
        #expect((sheet.width, sheet.height) == (layout.width, layout.height))
        let source = try ImageDecoder().decode(SampleFile.jpeg.bytes)
        let upright = RGBConversion(source.encoding).raster(
            of: source.image, in: Rectangle(x: 0, y: 0, width: SampleFile.width, height: SampleFile.height)
        ).oriented(6)
        let place = layout.origin(denoise: 0, sharpen: 0)
        #expect(part(sheet, x: place.x, y: place.y, width: 16, height: 24) == upright)
    }

    @Test func `the crop has detail and quiet ground`() throws {
        // Flat but for text in the lower right corner.
        var plane: Plane<UInt8> = Scene.flat.plane(width: 400, height: 400)
        let text: Plane<UInt8> = Scene.text.plane(width: 100, height: 60)
        for y in 0..<60 { for x in 0..<100 { plane[x + 290, y + 330] = text[x, y] } }
        let image = PlanarImage(width: 400, height: 400, colorModel: .gray, planes: .eight([plane]))
        let choice = CropChoice(image: image, conversion: RGBConversion(.png(PNGEncoding(colorType: .gray))))
        #expect(choice.crop(size: 100) == Rectangle(x: 300, y: 300, width: 100, height: 100))
    }

    @Test func `wrong crop sizes and levels are refused`() throws {
        for size in [15, 1025] {
            let error = try #require(throws: EnhanceError.self) {
                try enhancer(cropSize: size).contactSheet(of: Self.jpeg)
            }
            #expect(error.parameter == "crop-size")
        }
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer(EnhanceParameters(denoise: 6)).comparison(of: Self.jpeg)
        }
        #expect(error.parameter == "denoise")
    }

    @Test func `the profile is that of the picture, or white where a sigma is given`() throws {
        let image = try ImageDecoder().decode(Self.jpeg).image
        #expect(try Enhancer().noiseProfile(of: Self.jpeg) == NoiseProfile.estimate(of: image))
        var parameters = EnhanceParameters()
        parameters.noiseSigma = 7
        #expect(try Enhancer(parameters).noiseProfile(of: Self.jpeg) == NoiseProfile.white(sigma: 7, for: image))
    }
}
