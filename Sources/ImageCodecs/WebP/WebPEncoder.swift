struct WebPEncoder {
    var options: EncodingOptions

    func encode(_ image: PlanarImage, as encoding: WebPEncoding) throws(CodecError) -> [UInt8] {
        throw CodecError(.unsupported, "WebP is not supported yet")
    }
}
