internal import ImageCodecs
internal import ImagePlanes
internal import SyntheticPictures

/// The village in every kind of file that the engine reads and writes.
struct Samples {
    struct Sample {
        let path: String
        let bytes: [UInt8]
    }

    private let noisy: Raster
    private let clean: Raster

    init() {
        let scene = Raster(Village())
        noisy = Camera().photograph(scene)
        clean = Camera(isNoisy: false).photograph(scene)
    }

    func all() throws(CodecError) -> [Sample] {
        try jpeg() + png() + webp() + reference()
    }

    private func reference() throws(CodecError) -> [Sample] {
        [try png("reference/village-clean.png", Rendition(clean).rgb8())]
    }

    // MARK: JPEG

    private func jpeg() throws(CodecError) -> [Sample] {
        let house = crop(288, 160, 320, 240)
        let quarter = ImageMetadata(exif: EXIFBlock.bytes(orientation: 6), orientation: 6)
        let profiled = ImageMetadata(iccProfile: ICCProfile.bytes, xmp: Array(xmp.utf8))
        let yCbCr422 = ChromaSubsampling([.init(2, 1), .init(1, 1), .init(1, 1)])
        let yCbCr444 = ChromaSubsampling.none(planes: 3)
        return [
            try jpeg("jpeg/village.jpg", Rendition(noisy).yCbCr(.yCbCr420), quality: 88),
            try jpeg("jpeg/progressive-444.jpg", house.yCbCr(yCbCr444), quality: 92, isProgressive: true),
            try jpeg("jpeg/gray.jpg", crop(40, 90, 256, 192).gray(), quality: 85),
            try jpeg("jpeg/cmyk.jpg", crop(548, 40, 160, 200).cmyk(), quality: 90),
            try jpeg(
                "jpeg/orientation-6.jpg", crop(528, 300, 224, 168).turnedLeft().yCbCr(.yCbCr420, metadata: quarter),
                quality: 85),
            try jpeg("jpeg/icc-422.jpg", crop(150, 280, 256, 160).yCbCr(yCbCr422, metadata: profiled), quality: 80),
        ]
    }

    private func jpeg(
        _ path: String, _ image: PlanarImage, quality: Int, isProgressive: Bool = false
    ) throws(CodecError) -> Sample {
        // Only Adobe's marker tells readers that the four inks are stored inverted.
        let isCMYK = image.colorModel == .cmyk
        let encoding = JPEGEncoding(
            isProgressive: isProgressive, jfif: isCMYK ? nil : .init(), adobeTransform: isCMYK ? 0 : nil)
        return try sample(path, image, .jpeg(encoding), quality: quality)
    }

    // MARK: PNG

    private func png() throws(CodecError) -> [Sample] {
        let alpha = Alpha.oval(width: 192, height: 192)
        let balloon = Rendition(noisy.cropped(x: 532, y: 34, width: 192, height: 192).hidingColour(where: alpha))
        return [
            try png("png/rgb.png", crop(288, 230, 256, 176).rgb8()),
            try png("png/alpha.png", balloon.rgb8(alpha: alpha)),
            try png("png/rgb16.png", crop(90, 270, 176, 144).rgb16()),
            try png("png/gray.png", crop(548, 320, 192, 128).gray()),
        ]
    }

    private func png(_ path: String, _ image: PlanarImage) throws(CodecError) -> Sample {
        let type: PNGEncoding.ColorType = image.colorModel == .gray ? .gray : image.hasAlpha ? .rgbAlpha : .rgb
        return try sample(path, image, .png(PNGEncoding(colorType: type, bitDepth: image.depth.rawValue)))
    }

    // MARK: WebP

    private func webp() throws(CodecError) -> [Sample] {
        let alpha = Alpha.oval(width: 192, height: 192)
        let balloon = Rendition(noisy.cropped(x: 532, y: 34, width: 192, height: 192).hidingColour(where: alpha))
        return [
            try webp("webp/lossy.webp", crop(60, 120, 320, 240).yCbCr(.yCbCr420, range: .studio), isLossless: false),
            try webp(
                "webp/lossy-alpha.webp", balloon.yCbCr(.yCbCr420, range: .studio, alpha: alpha), isLossless: false),
            try webp("webp/lossless.webp", crop(300, 170, 224, 144).rgb8(), isLossless: true),
        ]
    }

    private func webp(_ path: String, _ image: PlanarImage, isLossless: Bool) throws(CodecError) -> Sample {
        try sample(path, image, .webp(WebPEncoding(isLossless: isLossless)), quality: 85)
    }

    // MARK: All

    private func crop(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> Rendition {
        Rendition(noisy.cropped(x: x, y: y, width: width, height: height))
    }

    private func sample(
        _ path: String, _ image: PlanarImage, _ encoding: SourceEncoding, quality: Int = 90
    ) throws(CodecError) -> Sample {
        var options = EncodingOptions()
        options.quality = .fixed(quality)
        return Sample(path: path, bytes: try ImageEncoder(options: options).encode(image, as: encoding))
    }

    private let xmp = """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
        <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"/></rdf:RDF></x:xmpmeta>
        """
}
