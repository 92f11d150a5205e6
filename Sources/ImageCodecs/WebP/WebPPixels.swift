internal import CWebP

/// Decodes the pixels of a WebP file whose size is known.
struct WebPPixels {
    let bytes: [UInt8]
    let width: Int
    let height: Int
    let hasAlpha: Bool
    let cancellation: Cancellation?

    /// Pixels between two looks at the cancellation, where they cost the file about as many bytes everywhere.
    private static let pixelsPerStep = 200_000

    /// Y, Cb, Cr in 4:2:0 as they are coded, and alpha: libwebp writes straight into the planes.
    func yCbCrPlanes() throws(CodecError) -> [Plane<UInt8>] {
        let chroma = (width: (width + 1) / 2, height: (height + 1) / 2)
        let full = (width: width, height: height)
        let sizes = [full, chroma, chroma] + (hasAlpha ? [full] : [])
        return try TargetPlane<UInt8>.makePlanes(sizes) { targets throws(CodecError) in
            // SAFETY: each pointer is good for width * height samples of its size, which is what stride and size tell
            // libwebp; it fills them all unless it reports an error.
            var output = unsafe WebPYUVABuffer()
            func area(_ index: Int) -> (UnsafeMutablePointer<UInt8>?, Int32, Int) {
                unsafe (targets[index].base, Int32(sizes[index].width), sizes[index].width * sizes[index].height)
            }
            (unsafe output.y, unsafe output.y_stride, unsafe output.y_size) = unsafe area(0)
            (unsafe output.u, unsafe output.u_stride, unsafe output.u_size) = unsafe area(1)
            (unsafe output.v, unsafe output.v_stride, unsafe output.v_size) = unsafe area(2)
            if hasAlpha {
                (unsafe output.a, unsafe output.a_stride, unsafe output.a_size) = unsafe area(3)
            }
            try unsafe decode { buffer in
                unsafe buffer.colorspace = hasAlpha ? MODE_YUVA : MODE_YUV
                unsafe buffer.u.YUVA = output
            }
        }
    }

    /// R, G, B and alpha. libwebp only writes them interleaved, so for a while there is such a copy.
    func rgbPlanes() throws(CodecError) -> [Plane<UInt8>] {
        let channels = hasAlpha ? 4 : 3
        let interleaved = try TargetPlane<UInt8>.makePlanes([(width * channels, height)]) {
            targets throws(CodecError) in
            // SAFETY: the memory holds `channels` bytes a pixel, which is what stride and size tell libwebp; it fills
            // them all unless it reports an error.
            try unsafe decode { buffer in
                unsafe buffer.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB
                unsafe buffer.u.RGBA = WebPRGBABuffer(
                    rgba: targets[0].base, stride: Int32(width * channels), size: width * channels * height)
            }
        }[0]
        var planes: [Plane<UInt8>] = []
        for channel in 0..<channels {
            try cancellation.check()
            planes.append(plane(of: channel, in: interleaved, channels: channels))
        }
        return planes
    }

    private func plane(of channel: Int, in interleaved: Plane<UInt8>, channels: Int) -> Plane<UInt8> {
        let count = width * height
        // SAFETY: `interleaved` and the new plane hold `count` pixels.
        let samples = unsafe [UInt8](unsafeUninitializedCapacity: count) { plane, written in
            unsafe interleaved.samples.withUnsafeBufferPointer { pixels in
                for index in 0..<count { unsafe plane[index] = pixels[index &* channels &+ channel] }
            }
            written = count
        }
        return Plane(width: width, height: height, stride: width, samples: samples)
    }

    /// Decodes into memory that `describe` sets up, offering the file in pieces.
    private func decode(into describe: (inout WebPDecBuffer) -> Void) throws(CodecError) {
        // A decoder that is offered pieces would wait for the rest of a file that was cut behind its picture.
        let announced = bytes[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard announced <= bytes.count - 8 else { throw WebPPixels.error(VP8_STATUS_NOT_ENOUGH_DATA) }
        var config = unsafe WebPDecoderConfig()
        guard unsafe WebPInitDecoderConfig(&config) != 0 else { throw WebPPixels.error(VP8_STATUS_INVALID_PARAM) }
        unsafe config.output.is_external_memory = 1
        unsafe config.output.width = Int32(width)
        unsafe config.output.height = Int32(height)
        unsafe describe(&config.output)
        defer { unsafe WebPFreeDecBuffer(&config.output) }
        let status = try unsafe withUnsafeMutablePointer(to: &config) { config throws(CodecError) in
            try unsafe decode(config)
        }
        guard status == VP8_STATUS_OK else { throw WebPPixels.error(status) }
    }

    private func decode(_ config: UnsafeMutablePointer<WebPDecoderConfig>) throws(CodecError) -> VP8StatusCode {
        // SAFETY: configuration and bytes stay where they are for as long as the decoder lives.
        guard let decoder = unsafe WebPIDecode(nil, 0, config) else { return VP8_STATUS_OUT_OF_MEMORY }
        defer { unsafe WebPIDelete(decoder) }
        return try unsafe bytes.withUnsafeBufferPointer { file throws(CodecError) in
            let step = max(4096, file.count / (1 + width * height / WebPPixels.pixelsPerStep))
            var status = VP8_STATUS_SUSPENDED
            var offered = 0
            while status == VP8_STATUS_SUSPENDED && offered < file.count {
                try cancellation.check()
                offered = min(file.count, offered + step)
                status = unsafe WebPIUpdate(decoder, file.baseAddress, offered)
            }
            return status
        }
    }

    /// What libwebp's refusal means for the caller.
    static func error(_ status: VP8StatusCode) -> CodecError {
        switch status {
        case VP8_STATUS_OUT_OF_MEMORY: CodecError(.limitExceeded, "no memory to decode the WebP file")
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            CodecError(.unsupported, "the WebP file uses a feature that libwebp does not know")
        case VP8_STATUS_NOT_ENOUGH_DATA, VP8_STATUS_SUSPENDED:
            CodecError(.malformed, "the WebP file is damaged: it ends too early")
        default: CodecError(.malformed, "the WebP file is damaged")
        }
    }
}
