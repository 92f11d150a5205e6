struct WebPDecoder {
    var limits: DecodingLimits

    func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        throw CodecError(.unsupported, "WebP is not supported yet")
    }
}
