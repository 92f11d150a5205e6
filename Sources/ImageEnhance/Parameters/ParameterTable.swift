extension EnhanceParameters {
    /// The one table of parameters: name, accepted values, default and meaning of each.
    public enum Table {
        public static let denoise = EnhanceParameter.integer(
            "denoise", Level.range, standard: "\(Level.standard.rawValue)", meaning: "Noise removal, 0 = off")
        public static let sharpen = EnhanceParameter.integer(
            "sharpen", Level.range, standard: "\(Level.standard.rawValue)", meaning: "Sharpening of luma, 0 = off")
        public static let ignoreError = EnhanceParameter<Bool>(
            "ignore-error", accepted: "0 or 1", standard: "0",
            meaning: "Give back the original where the image can't be decoded or is too large",
            parse: { ["0": false, "1": true][$0] })
        public static let method = EnhanceParameter<DenoiseMethod>.choice(
            "method", standard: .automatic, meaning: "How noise is removed")
        public static let noiseSigma = EnhanceParameter<Float>(
            "noise-sigma", accepted: "a number over 0 and up to 100", standard: "estimated from the image",
            meaning: "Standard deviation of the noise on the 8-bit scale", parse: { Float($0) },
            contains: { $0 > 0 && $0 <= 100 })
        public static let quality = EnhanceParameter<EncodingOptions.Quality>(
            "quality", accepted: "auto (the source's, but at least 90), source, or an integer from 1 to 100",
            standard: "auto", meaning: "Quality of JPEG and lossy WebP", parse: EncodingOptions.Quality.init(text:),
            contains: \.isValid)
        public static let metadata = EnhanceParameter<EncodingOptions.MetadataPolicy>.choice(
            "metadata", standard: .keep, meaning: "Which metadata goes into the result")
        public static let maxPixels = EnhanceParameter.integer(
            "max-pixels", 1...Int.max, standard: "\(DecodingLimits().pixels)", meaning: "Refuse images of more pixels")
        public static let failOn = EnhanceParameter<Severity>.choice(
            "fail-on", standard: .error, meaning: "What makes a damaged image fail")
        public static let threads = EnhanceParameter.integer(
            "threads", 1...1024, standard: "one per processor core", meaning: "Threads to use in all")
        public static let cropSize = EnhanceParameter.integer(
            "crop-size", 16...1024,
            standard: "\(Enhancer.contactSheetCrop), for a comparison \(Enhancer.comparisonCrop)",
            meaning: "Side in pixels of what sheets show of the picture")
        public static let instructionSet = EnhanceParameter<InstructionSet>(
            "instruction-set", accepted: InstructionSet.available.map(\.rawValue).joined(separator: ", "),
            standard: "\(InstructionSet.best)", meaning: "Which compilation of the kernels runs",
            parse: InstructionSet.init(rawValue:), contains: { $0 <= .best })
    }
}

extension EncodingOptions.Quality {
    fileprivate init?(text: String) {
        switch text {
        case "auto": self = .automatic
        case "source": self = .source
        default:
            guard let value = Int(digits: text) else { return nil }
            self = .fixed(value)
        }
    }

    fileprivate var isValid: Bool {
        if case .fixed(let value) = self { (1...100).contains(value) } else { true }
    }
}
