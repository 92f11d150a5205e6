/// One crop of a picture, as each pair of levels leaves it: the same samples as in the picture enhanced as a whole.
struct Preview {
    /// The crop with as much around it as the filters look at.
    private let part: PlanarImage
    /// Inside `part`.
    private let crop: Rectangle
    /// Of the whole picture: a crop alone may hold nothing quiet.
    private let profile: NoiseProfile
    private let conversion: RGBConversion
    private let parameters: EnhanceParameters
    private let threads: ThreadBudget

    /// - Parameter cropSize: side of the crop in pixels.
    init(_ source: DecodedImage, cropSize: Int, parameters: EnhanceParameters, threads: ThreadBudget) {
        conversion = RGBConversion(source.encoding)
        let image = source.image
        let chosen = CropChoice(image: image, conversion: conversion).crop(size: cropSize)
        let full = image.subsampling.largest
        let columns = Preview.surroundings(chosen.x, chosen.width, factor: full.horizontal, end: image.width)
        let rows = Preview.surroundings(chosen.y, chosen.height, factor: full.vertical, end: image.height)
        part = image.cropped(
            to: Rectangle(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count))
        crop = Rectangle(
            x: chosen.x - columns.lowerBound, y: chosen.y - rows.lowerBound, width: chosen.width,
            height: chosen.height)
        profile = parameters.noiseProfile(of: image, threads: threads)
        self.parameters = parameters
        self.threads = threads
    }

    /// The crop, turned as EXIF says.
    ///
    /// - Throws: `EnhanceError` with `.invalidParameter` for levels out of range.
    func raster(denoise: Int, sharpen: Int) throws(EnhanceError) -> RGBRaster {
        var parameters = parameters
        parameters.denoise = denoise
        parameters.sharpen = sharpen
        try parameters.validate()
        let filtered: PlanarImage
        do {
            filtered = try parameters.filters.apply(
                to: part, profile: profile, threads: threads, instructionSet: parameters.instructionSet)
        } catch {
            throw .cancelled
        }
        return conversion.raster(of: filtered, in: crop).oriented(part.metadata.orientation)
    }

    /// Crops of CMYK or gray become RGB, which their profiles do not describe.
    func png(_ raster: RGBRaster) throws(EnhanceError) -> [UInt8] {
        let profile = part.metadata.iccProfile.flatMap { $0.dropFirst(16).starts(with: "RGB ".utf8) ? $0 : nil }
        do {
            return try raster.png(iccProfile: profile)
        } catch {
            throw EnhanceError(error)
        }
    }

    private static func surroundings(_ start: Int, _ count: Int, factor: Int, end: Int) -> Range<Int> {
        let step = FilterChain.surroundings.lattice * factor
        let reach = FilterChain.surroundings.reach * factor
        let first = max(0, start - reach) / step * step
        let last = (start + count + reach + step - 1) / step * step
        return first..<min(last, end)
    }
}

extension EnhanceParameters {
    /// The noise that the filters take `image` to have.
    func noiseProfile(of image: PlanarImage, threads: ThreadBudget) -> NoiseProfile {
        noiseSigma.map { .white(sigma: $0, for: image) }
            ?? .estimate(of: image, threads: threads, instructionSet: instructionSet)
    }
}
