// Names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CImageEnhance
internal import ImageEnhance

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

@c @implementation public func ie_inspect(
    _ parameters: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ count: Int, _ header: UnsafeMutablePointer<ie_header>?,
    _ error: UnsafeMutablePointer<ie_error>?
) -> Int32 {
    unsafe answering(error) { () throws(EnhanceError) in
        let values = try unsafe Parameters.values(parameters)
        guard let header = unsafe header else { throw .invalid("header", "NULL", accepted: "an ie_header") }
        unsafe header.pointee = ie_header()
        let input = try unsafe Input(bytes, count: count).bytes(limits: values.limits)
        do throws(CodecError) {
            unsafe header.pointee = ie_header(try ImageHeader(input), threads: values.threads ?? .serial)
        } catch {
            throw EnhanceError(error)
        }
    }
}

@c @implementation public func ie_enhance_bytes(
    _ parameters: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ count: Int, _ call: UnsafePointer<ie_call>?,
    _ result: UnsafeMutablePointer<ie_result>?, _ error: UnsafeMutablePointer<ie_error>?
) -> Int32 {
    var hidden: EnhanceError?
    let code = unsafe answering(error) { () throws(EnhanceError) in
        guard let result = unsafe result else { throw .invalid("result", "NULL", accepted: "an ie_result") }
        unsafe result.pointee = ie_result()
        unsafe result.pointee.noise = -1
        let values = try unsafe Parameters.values(parameters)
        let input = try unsafe Input(bytes, count: count)
        do throws(EnhanceError) {
            let image = try unsafe Enhancer(values, gate: nil).enhance(
                input.bytes(limits: values.limits), cancellation: cancellation(call) ?? Cancellation())
            try unsafe image.store(in: &result.pointee)
            hidden = image.error
        } catch {
            // The engine has answered other errors with the original itself; this one was met before it had the bytes.
            guard values.ignoreError, error.limit == "inputBytes" else { throw error }
            unsafe result.pointee = try ie_result(original: input)
            hidden = error
        }
    }
    if let hidden { unsafe store(hidden, in: error) }
    return code
}

@c @implementation public func ie_result_free(_ result: UnsafeMutablePointer<ie_result>?) {
    guard let result = unsafe result else { return }
    unsafe free(result.pointee.bytes)
    unsafe result.pointee = ie_result()
}

extension EnhancedImage {
    fileprivate func store(in result: inout ie_result) throws(EnhanceError) {
        // A closure of its own type: what `withUnsafeBytes` passes on is any error.
        let memory = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Result { () throws(EnhanceError) in try unsafe copied(bytes) }
        }
        try unsafe result.store(memory.get())
        unsafe result.width = Int64(width ?? 0)
        unsafe result.height = Int64(height ?? 0)
        unsafe result.format = format.number
        unsafe result.is_original = isOriginal ? 1 : 0
        unsafe result.noise = noise.map { Double($0.groups[0].lumaDeviation) } ?? -1
        unsafe result.decode_seconds = timings.decode / .seconds(1)
        unsafe result.filter_seconds = timings.filter / .seconds(1)
        unsafe result.encode_seconds = timings.encode / .seconds(1)
    }
}

/// Memory for C to free.
private func copied(_ bytes: UnsafeRawBufferPointer) throws(EnhanceError) -> UnsafeMutableBufferPointer<UInt8> {
    // Not none where there are no bytes: NULL means that there is no result.
    guard let memory = unsafe malloc(max(1, bytes.count)) else {
        throw EnhanceError(.limitExceeded, "\(bytes.count) bytes of memory for the result can't be had")
    }
    if let start = bytes.baseAddress { unsafe memcpy(memory, start, bytes.count) }
    // SAFETY: the memory is ours, and as large.
    let start = unsafe memory.bindMemory(to: UInt8.self, capacity: bytes.count)
    return unsafe UnsafeMutableBufferPointer(start: start, count: bytes.count)
}

extension ie_result {
    fileprivate mutating func store(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        unsafe bytes = memory.baseAddress
        unsafe count = memory.count
    }

    fileprivate init(original input: Input) throws(EnhanceError) {
        unsafe self.init()
        try unsafe store(copied(input.inPlace))
        unsafe format = ImageFormat(sniffing: Array(input.inPlace.prefix(16))).number
        unsafe is_original = 1
        unsafe noise = -1
    }
}

extension ie_header {
    fileprivate init(_ header: ImageHeader, threads: ThreadBudget) {
        self.init()
        width = Int64(header.width)
        height = Int64(header.height)
        format = Optional(header.format).number
        color_model = header.colorModel.number
        bit_depth = Int32(header.bitDepth)
        orientation = Int32(header.orientation ?? 0)
        frame_count = Int64(header.frameCount)
        has_alpha = header.hasAlpha ? 1 : 0
        is_animated = header.isAnimated ? 1 : 0
        working_bytes = Int64(header.workingBytes(threads: threads))
    }
}

extension ImageFormat? {
    /// As in `ie_format`.
    fileprivate var number: Int32 {
        let format =
            switch self {
            case .jpeg: IE_FORMAT_JPEG
            case .png: IE_FORMAT_PNG
            case .webp: IE_FORMAT_WEBP
            case nil: IE_FORMAT_NONE
            }
        return Int32(format.rawValue)
    }
}

extension ColorModel? {
    /// As in `ie_color_model`.
    fileprivate var number: Int32 {
        let model =
            switch self {
            case .gray: IE_COLOR_GRAY
            case .yCbCr: IE_COLOR_YCBCR
            case .rgb: IE_COLOR_RGB
            case .cmyk: IE_COLOR_CMYK
            case .ycck: IE_COLOR_YCCK
            case .unknown, nil: IE_COLOR_UNKNOWN
            }
        return Int32(model.rawValue)
    }
}
