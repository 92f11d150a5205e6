// Names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CImageEnhance
internal import ImageEnhance

/// What `ie_parameters` points to. Its owner sets it from one thread while no call uses it.
final class Parameters {
    var values: EnhanceParameters

    init() {
        values = EnhanceParameters()
        // Also what makes calls safe in forked processes: no thread is needed, and none is waited for.
        values.threads = .serial
    }

    /// - Throws: `EnhanceError` where C gave no parameters.
    static func values(_ pointer: OpaquePointer?) throws(EnhanceError) -> EnhanceParameters {
        guard let object = unsafe Handle<Parameters>.object(pointer) else {
            throw .invalid("parameters", "NULL", accepted: "what ie_parameters_create returned")
        }
        return object.values
    }
}

@c @implementation public func ie_parameters_create() -> OpaquePointer? {
    unsafe Handle.retain(Parameters())
}

@c @implementation public func ie_parameters_destroy(_ parameters: OpaquePointer?) {
    unsafe Handle<Parameters>.release(parameters)
}

@c @implementation public func ie_parameters_set(
    _ parameters: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ text: UnsafePointer<CChar>?,
    _ error: UnsafeMutablePointer<ie_error>?
) -> Int32 {
    unsafe answering(error) { () throws(EnhanceError) in
        var values = try unsafe Parameters.values(parameters)
        guard let name = unsafe name, let text = unsafe text else {
            throw .invalid("name or text", "NULL", accepted: "text that ends with 0")
        }
        try unsafe values.set(String(cString: name), String(cString: text))
        unsafe Handle<Parameters>.object(parameters)?.values = values
    }
}

@c @implementation public func ie_parameter_name(_ index: Int) -> UnsafePointer<CChar>? {
    unsafe ConstantText.names.indices.contains(index) ? ConstantText.names[index] : nil
}

@c @implementation public func ie_parameter_help(_ index: Int) -> UnsafePointer<CChar>? {
    unsafe ConstantText.helps.indices.contains(index) ? ConstantText.helps[index] : nil
}
