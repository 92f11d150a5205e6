import ImageEnhance
import Testing

@Suite struct EnhanceParametersTests {
    typealias Table = EnhanceParameters.Table

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
            ("max-pixels", { $0.limits.pixels = 0 }),
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

    @Test func `values are read from the text that the table describes`() throws {
        #expect(try Table.method.value(from: "nlm") == .nonLocalMeans)
        #expect(try Table.metadata.value(from: "strip") == .strip)
        #expect(try Table.failOn.value(from: "warning") == .warning)
        #expect(try Table.noiseSigma.value(from: "4.5") == 4.5)
        #expect(try Table.quality.value(from: "source") == .source)
        #expect(try Table.quality.value(from: "auto") == .automatic)
        #expect(try Table.quality.value(from: "85") == .fixed(85))
        #expect(try Table.instructionSet.value(from: "baseline") == .baseline)
    }

    @Test func `text outside the accepted values is refused`() {
        #expect(throws: EnhanceError.self) { try Table.method.value(from: "median") }
        #expect(throws: EnhanceError.self) { try Table.noiseSigma.value(from: "0") }
        #expect(throws: EnhanceError.self) { try Table.noiseSigma.value(from: "nan") }
        #expect(throws: EnhanceError.self) { try Table.quality.value(from: "101") }
        #expect(throws: EnhanceError.self) { try Table.threads.value(from: "0") }
        #expect(throws: EnhanceError.self) { try Table.maxPixels.value(from: "1e6") }
    }

    @Test func `help names meaning, accepted values and default`() {
        #expect(Table.denoise.help == "Noise removal, 0 = off: an integer from 0 to 5 (default: 3).")
        #expect(Table.maxPixels.help.contains("250000000"))
    }
}
