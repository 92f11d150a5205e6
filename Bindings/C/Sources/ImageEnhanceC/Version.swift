// Names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CImageEnhance

@c @implementation public func ie_abi_version() -> UInt32 {
    UInt32(IE_ABI_VERSION)
}

@c @implementation public func ie_version() -> UnsafePointer<CChar>? {
    unsafe ConstantText.version
}

@c @implementation public func ie_code_name(_ code: Int32) -> UnsafePointer<CChar>? {
    if code == ie_code.none { return unsafe ConstantText.success }
    guard unsafe ConstantText.codes.indices.contains(Int(code) - 1) else { return nil }
    return unsafe ConstantText.codes[Int(code) - 1]
}
