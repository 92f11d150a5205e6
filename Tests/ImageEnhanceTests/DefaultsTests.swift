import ImageEnhance
import Testing

/// What a caller gets who asks for nothing, as the README states it: each default is stated once, here with its reason
/// or its place in the README.
@Suite(.timeLimit(.minutes(10))) struct `Defaults` {
    /// Names of a value's stored properties, so that a new one has to be looked at here.
    private func properties(_ value: Any) -> Set<String> {
        Set(Mirror(reflecting: value).children.compactMap(\.label))
    }

    @Test func `limits are those of the README's table`() {
        let limits = DecodingLimits()
        #expect(
            properties(limits) == [
                "inputBytes", "side", "pixels", "decodedBytes", "metadataBytes", "workingBytes", "deadline",
            ])
        #expect(limits.inputBytes == 32 * 1024 * 1024)
        #expect(limits.side == 50_000)
        #expect(limits.pixels == 250_000_000)
        #expect(limits.decodedBytes == 1024 * 1024 * 1024)
        #expect(limits.metadataBytes == 16 * 1024 * 1024)
        #expect(limits.workingBytes <= 1024 * 1024 * 1024 && limits.workingBytes > 0)
        #expect(limits.deadline == nil)
    }

    @Test func `an image is enhanced at level 3, and written as the kind of file it was`() {
        let parameters = EnhanceParameters()
        #expect(
            properties(parameters) == [
                "denoise", "sharpen", "ignoreError", "method", "noiseSigma", "encoding", "limits", "failOn", "threads",
                "cropSize", "marksResults", "instructionSet",
            ])
        #expect(parameters.denoise == 3)
        #expect(parameters.sharpen == 3)
        #expect(!parameters.ignoreError)
        #expect(parameters.method == .automatic)
        #expect(parameters.noiseSigma == nil)
        #expect(parameters.encoding == EncodingOptions())
        #expect(parameters.limits == DecodingLimits())
        #expect(parameters.failOn == .error)
        #expect(parameters.threads == nil)
        #expect(parameters.cropSize == nil)
        #expect(!parameters.marksResults)
        #expect(parameters.instructionSet == .best)
    }

    @Test func `encoding keeps quality and metadata`() {
        let options = EncodingOptions()
        #expect(properties(options) == ["quality", "metadata", "mark"])
        #expect(options.quality == .automatic)
        #expect(options.metadata == .keep)
        #expect(options.mark == nil)
    }
}
