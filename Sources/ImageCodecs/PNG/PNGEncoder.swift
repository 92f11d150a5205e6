struct PNGEncoder {
    var options: EncodingOptions

    func encode(_ image: PlanarImage, as encoding: PNGEncoding) throws(CodecError) -> [UInt8] {
        throw CodecError(.unsupported, "PNG is not supported yet")
    }
}
