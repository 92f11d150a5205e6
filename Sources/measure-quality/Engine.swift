internal import ImageEnhance
internal import SyntheticPictures

/// What goes wrong on the way, with the picture's name.
struct MeasureError: Error, CustomStringConvertible {
    let description: String
}

/// The engine as it is measured: a picture goes into a file of its kind, is decoded, and filtered at each level. What
/// encoding the result would lose again is left out.
struct Engine: Sendable {
    let sharpen: Int

    /// The picture as it comes out of its file.
    func decoded(_ picture: Rendition, as storage: SyntheticPicture.Storage) throws(CodecError) -> DecodedImage {
        var options = EncodingOptions()
        options.quality = .fixed(storage.quality)
        let bytes = try ImageEncoder(options: options).encode(storage.planes(of: picture), as: storage.encoding)
        return try ImageDecoder().decode(bytes)
    }

    func filtered(_ decoded: DecodedImage, level: Int) -> DecodedImage {
        var result = decoded
        result.image = filtered(decoded.image, level: level)
        return result
    }

    func filtered(_ image: PlanarImage, level: Int) -> PlanarImage {
        let chain = FilterChain(
            denoiser: Denoiser(level: Level(level)!), sharpener: Sharpener(level: Level(sharpen)!))
        // Nothing cancels it.
        return try! chain.apply(to: image)
    }
}

extension SyntheticPicture.Storage {
    var encoding: SourceEncoding {
        switch self {
        case .png: .png(PNGEncoding(colorType: .rgb))
        case .png16: .png(PNGEncoding(colorType: .rgb, bitDepth: 16))
        case .grayPNG: .png(PNGEncoding(colorType: .gray))
        case .jpeg, .grayJPEG: .jpeg(JPEGEncoding())
        case .webp: .webp(WebPEncoding(isLossless: false))
        case .losslessWebP: .webp(WebPEncoding(isLossless: true))
        }
    }

    /// Of lossy files; it means nothing to others.
    var quality: Int {
        switch self {
        case .jpeg(let quality, _), .grayJPEG(let quality), .webp(let quality): quality
        default: 100
        }
    }

    var isGray: Bool {
        switch self {
        case .grayPNG, .grayJPEG: true
        default: false
        }
    }
}
