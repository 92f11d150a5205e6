struct JPEGDecoder {
    var limits: DecodingLimits

    func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        throw CodecError(.unsupported, "JPEG is not supported yet")
    }
}
