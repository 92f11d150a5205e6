struct PNGDecoder {
    var limits: DecodingLimits

    func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        throw CodecError(.unsupported, "PNG is not supported yet")
    }
}
