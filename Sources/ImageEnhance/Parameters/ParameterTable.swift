extension EnhanceParameters {
    /// The one table of parameters. Validation, `set(_:_:)`, queries and the command line read it; a parameter that is
    /// added here is known to all of them.
    public static let table: [EnhanceParameter] = [
        .integer(
            "denoise", \.denoise, scope: .request, valueName: "level", Level.range,
            standard: "\(Level.standard.rawValue)", meaning: "Noise removal, 0 = off"),
        .integer(
            "sharpen", \.sharpen, scope: .request, valueName: "level", Level.range,
            standard: "\(Level.standard.rawValue)", meaning: "Sharpening of luma, 0 = off"),
        EnhanceParameter(
            "ignore-error", \.ignoreError, scope: .request, valueName: nil, accepted: "0 or 1", standard: "0",
            meaning: "Give back the original where the image can't be decoded or is too large",
            parse: { ["0": false, "1": true][$0] }),
        .choice(
            "method", \.method, scope: .program, valueName: "method", standard: .automatic,
            meaning: "How noise is removed"),
        .optional(
            "noise-sigma", \.noiseSigma, scope: .program, valueName: "sigma", accepted: "a number over 0 and up to 100",
            standard: "estimated from the image", meaning: "Standard deviation of the noise on the 8-bit scale",
            parse: { Float($0) }, contains: { $0 > 0 && $0 <= 100 }),
        EnhanceParameter(
            "quality", \.encoding.quality, scope: .program, valueName: "quality",
            accepted: "auto (the source's, but at least 90), source, or an integer from 1 to 100", standard: "auto",
            meaning: "Quality of JPEG and lossy WebP", parse: EncodingOptions.Quality.init(text:), contains: \.isValid,
            text: \.text),
        .choice(
            "metadata", \.encoding.metadata, scope: .program, valueName: "what", standard: .keep,
            meaning: "Which metadata goes into the result"),
        .integer(
            "max-pixels", \.limits.pixels, scope: .program, valueName: "count", 1...Int.max,
            standard: "\(DecodingLimits().pixels)", meaning: "Refuse images of more pixels"),
        .integer(
            "max-bytes", \.limits.inputBytes, scope: .program, valueName: "bytes", 1...Int.max,
            standard: "\(DecodingLimits().inputBytes), on the command line at least that",
            meaning: "Refuse larger files"),
        .integer(
            "max-memory", \.limits.workingBytes, scope: .program, valueName: "bytes", 1...Int.max,
            standard: "\(1 << 30), or what there is", meaning: "Refuse images that would take more memory"),
        .optional(
            "timeout", \.limits.deadline, scope: .program, valueName: "seconds",
            accepted: "a number over 0 and up to 86400", standard: "none", meaning: "Give up images that take longer",
            parse: { Double($0).flatMap(Duration.init(timeout:)) }, contains: { $0 > .zero && $0 <= .seconds(86400) }),
        .choice(
            "fail-on", \.failOn, scope: .program, valueName: "severity", standard: .error,
            meaning: "What makes a damaged image fail"),
        .optional(
            "threads", \.threads, scope: .program, valueName: "count",
            accepted: "an integer from 1 to \(ThreadBudget.largest)", standard: "one per processor core",
            meaning: "Threads to use in all", parse: { ThreadBudget(text: $0) }),
        .optional(
            "crop-size", \.cropSize, scope: .program, valueName: "pixels", accepted: "an integer from 16 to 1024",
            standard: "\(Enhancer.contactSheetCrop), for a comparison \(Enhancer.comparisonCrop)",
            meaning: "Side in pixels of what sheets show of the picture", parse: { Int(digits: $0) },
            contains: (16...1024).contains),
        EnhanceParameter(
            "instruction-set", \.instructionSet, scope: .test, valueName: "set",
            accepted: InstructionSet.available.map(\.rawValue).joined(separator: ", "),
            standard: "\(InstructionSet.best)", meaning: "Which compilation of the kernels runs",
            parse: InstructionSet.init(rawValue:), contains: { $0 <= .best }, text: \.rawValue),
    ]

    /// The row of the table with this name.
    public static func parameter(named name: String) -> EnhanceParameter? {
        table.first { $0.name == name }
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

    fileprivate var text: String {
        switch self {
        case .automatic: "auto"
        case .source: "source"
        case .fixed(let value): "\(value)"
        }
    }

    fileprivate var isValid: Bool {
        if case .fixed(let value) = self { (1...100).contains(value) } else { true }
    }
}

extension Duration {
    /// `nil` for what is no time to wait.
    fileprivate init?(timeout seconds: Double) {
        guard seconds > 0, seconds <= 86400 else { return nil }
        self = .seconds(seconds)
    }
}

extension ThreadBudget {
    fileprivate init?(text: String) {
        guard let count = Int(digits: text), (1...ThreadBudget.largest).contains(count) else { return nil }
        self.init(count)
    }
}
