import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Parameters` {
    @Test func `the defaults are valid`() throws {
        try EnhanceParameters().validate()
        #expect(EnhanceParameters() == EnhanceParameters(denoise: 3, sharpen: 3))
    }

    @Test func `each value out of range is refused by its name`() throws {
        let changes: [(String, (inout EnhanceParameters) -> Void)] = [
            ("denoise", { $0.denoise = 6 }), ("denoise", { $0.denoise = -1 }), ("sharpen", { $0.sharpen = 6 }),
            ("noise-sigma", { $0.noiseSigma = 0 }), ("noise-sigma", { $0.noiseSigma = 100.5 }),
            ("noise-sigma", { $0.noiseSigma = .nan }), ("noise-sigma", { $0.noiseSigma = .infinity }),
            ("quality", { $0.encoding.quality = .fixed(0) }), ("quality", { $0.encoding.quality = .fixed(101) }),
            ("max-pixels", { $0.limits.pixels = 0 }), ("crop-size", { $0.cropSize = 15 }),
            ("max-memory", { $0.limits.workingBytes = 0 }),
            ("timeout", { $0.limits.deadline = .zero }),
        ]
        for (name, change) in changes {
            var parameters = EnhanceParameters()
            change(&parameters)
            let error = try #require(throws: EnhanceError.self) { try parameters.validate() }
            #expect(error.code == .invalidParameter)
            #expect(error.parameter == name)
        }
    }

    @Test(.enabled(if: InstructionSet.best < .avx512, "the processor has every instruction set"))
    func `an instruction set that the processor lacks is refused`() throws {
        var parameters = EnhanceParameters()
        parameters.instructionSet = .avx512
        #expect(throws: EnhanceError.self) { try parameters.validate() }
    }

    @Test func `wrong parameters are reported by enhance, whatever ignoreError says`() throws {
        let enhancer = Enhancer(EnhanceParameters(denoise: 7, ignoreError: true))
        let error = try #require(throws: EnhanceError.self) { try enhancer.enhance([]) }
        #expect(error.message == "denoise is '7', accepted: an integer from 0 to 5")
    }

    @Test(arguments: [
        ("denoise", "6"), ("sharpen", ""), ("ignore-error", "true"), ("method", "median"), ("noise-sigma", "0"),
        ("noise-sigma", "nan"), ("quality", "101"), ("metadata", "some"), ("max-pixels", "1e6"), ("fail-on", "never"),
        ("threads", "0"), ("threads", "1025"), ("crop-size", "8"), ("max-memory", "0"), ("timeout", "0"),
        ("timeout", "inf"),
        ("timeout", "soon"), ("noise-sigma", "much"), ("threads", "all"), ("crop-size", "small"),
        ("instruction-set", "mmx"),
    ])
    func `text outside the accepted values is refused and changes nothing`(name: String, text: String) throws {
        var parameters = EnhanceParameters()
        let error = try #require(throws: EnhanceError.self) { try parameters.set(name, text) }
        #expect(error.code == .invalidParameter)
        #expect(error.parameter == name)
        #expect(error.message.hasPrefix("\(name) is '\(text)', accepted: "))
        #expect(parameters == EnhanceParameters())
    }

    @Test func `a name that is not in the table is refused`() throws {
        var parameters = EnhanceParameters()
        let error = try #require(throws: EnhanceError.self) { try parameters.set("denoize", "3") }
        #expect(error.message.hasPrefix("parameter is 'denoize', accepted: denoise, sharpen, "))
    }

    @Test func `names are there once`() {
        #expect(Set(EnhanceParameters.table.map(\.name)).count == EnhanceParameters.table.count)
    }

    @Test func `help names meaning, accepted values and default`() throws {
        let denoise = try #require(EnhanceParameters.parameter(named: "denoise"))
        #expect(denoise.help == "Noise removal, 0 = off: an integer from 0 to 5 (default: 3).")
        #expect(try #require(EnhanceParameters.parameter(named: "max-pixels")).help.contains("250000000"))
    }

    @Test func `decoded pairs set what requests may set, and nothing else`() throws {
        let parameters = try EnhanceParameters(pairs: [
            ("denoise", "5"), ("max-pixels", "1"), ("threads", "7"), ("sharpen", ""), ("x", "1"), ("x", "2"),
            ("ignore-error", "1"), ("detect-url", "http://example.com"),
        ])
        #expect(parameters == EnhanceParameters(denoise: 5, sharpen: 3, ignoreError: true))
        #expect(throws: EnhanceError.self) { try EnhanceParameters(pairs: [("denoise", "1"), ("denoise", "1")]) }
        // Decoded already: a percent sign is one.
        #expect(throws: EnhanceError.self) { try EnhanceParameters(pairs: [("denoise", "%32")]) }
    }
}
