struct JPEGEncoder {
    var options: EncodingOptions

    func encode(_ image: PlanarImage, as encoding: JPEGEncoding) throws(CodecError) -> [UInt8] {
        throw CodecError(.unsupported, "JPEG is not supported yet")
    }
}
