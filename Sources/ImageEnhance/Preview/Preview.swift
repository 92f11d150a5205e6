/// One crop of a picture, as each pair of levels leaves it: the same samples as in the picture enhanced as a whole.
struct Preview {
    /// The crop as decoded and as prepared for each level of denoising, with as much around it as the filters look at.
    /// Preparation is that of the whole picture: a crop alone may hold nothing quiet.
    private let part: PlanarImage
    private let prepared: [Int: (part: PlanarImage, preparation: Preparation)]
    /// Inside `part`.
    private let crop: Rectangle
    private let conversion: RGBConversion
    private let parameters: EnhanceParameters
    private let threads: ThreadBudget

    /// - Parameters:
    ///   - cropSize: side of the crop in pixels.
    ///   - levels: of denoising that will be asked for.
    /// - Throws: `EnhanceError` with `.invalidParameter` for levels out of range.
    init(
        _ source: DecodedImage, cropSize: Int, levels: [Int], parameters: EnhanceParameters, threads: ThreadBudget,
        cancellation: Cancellation? = nil
    ) throws(EnhanceError) {
        conversion = RGBConversion(source.encoding)
        let image = source.image
        let chosen = CropChoice(image: image, conversion: conversion).crop(size: cropSize)
        let full = image.subsampling.largest
        let columns = Preview.surroundings(chosen.x, chosen.width, factor: full.horizontal, end: image.width)
        let rows = Preview.surroundings(chosen.y, chosen.height, factor: full.vertical, end: image.height)
        let surroundings = Rectangle(
            x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
        part = image.cropped(to: surroundings)
        crop = Rectangle(
            x: chosen.x - columns.lowerBound, y: chosen.y - rows.lowerBound, width: chosen.width,
            height: chosen.height)
        let profile = parameters.noiseProfile(of: image, threads: threads)
        var prepared: [Int: (PlanarImage, Preparation)] = [:]
        for level in levels {
            if cancellation?.isCancelled == true { throw .cancelled }
            let (whole, preparation) = try parameters.with(denoise: level).prepared(
                image, profile: profile, threads: threads)
            prepared[level] = (whole.cropped(to: surroundings), preparation)
        }
        self.prepared = prepared
        self.parameters = parameters
        self.threads = threads
    }

    /// The crop, turned as EXIF says.
    ///
    /// - Parameter denoise: one of the levels that the preview was made for.
    /// - Throws: `EnhanceError` with `.invalidParameter` for levels out of range.
    func raster(denoise: Int, sharpen: Int) throws(EnhanceError) -> RGBRaster {
        var parameters = parameters.with(denoise: denoise)
        parameters.sharpen = sharpen
        try parameters.validate()
        let filtered: PlanarImage
        let (part, preparation) = prepared[denoise]!
        do {
            filtered = try parameters.filters.finished(
                part, preparation, threads: threads, instructionSet: parameters.instructionSet)
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

    fileprivate func with(denoise: Int) -> EnhanceParameters {
        var parameters = self
        parameters.denoise = denoise
        return parameters
    }

    /// The picture as the denoiser is to see it, and what it is told of it.
    ///
    /// - Throws: `EnhanceError` with `.invalidParameter`.
    fileprivate func prepared(
        _ image: PlanarImage, profile: NoiseProfile, threads: ThreadBudget
    ) throws(EnhanceError) -> (image: PlanarImage, preparation: Preparation) {
        try validate()
        do {
            return try filters.prepared(image, profile: profile, threads: threads, instructionSet: instructionSet)
        } catch {
            throw .cancelled
        }
    }
}
