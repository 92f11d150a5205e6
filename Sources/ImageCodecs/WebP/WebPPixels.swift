internal import CWebP

/// Decodes the pixels of a WebP file whose size is known.
enum WebPPixels {
    /// Y, Cb, Cr in 4:2:0 as they are coded, and alpha: libwebp writes straight into the planes.
    static func yCbCrPlanes(
        _ bytes: [UInt8], width: Int, height: Int, hasAlpha: Bool
    ) throws(CodecError) -> [Plane<UInt8>] {
        let chroma = (width: (width + 1) / 2, height: (height + 1) / 2)
        let sizes = [(width: width, height: height), chroma, chroma] + (hasAlpha ? [(width, height)] : [])
        var status = VP8_STATUS_OUT_OF_MEMORY
        // SAFETY: each pointer is good for width * height samples of its size, which is what stride and size tell
        // libwebp; it fills them all unless it reports an error.
        let planes = unsafe PlaneMemory.filled(sizes) { (pointers: [UnsafeMutablePointer<UInt8>]) in
            var output = unsafe WebPYUVABuffer()
            (unsafe output.y, unsafe output.y_stride, unsafe output.y_size) = unsafe area(sizes[0], pointers[0])
            (unsafe output.u, unsafe output.u_stride, unsafe output.u_size) = unsafe area(sizes[1], pointers[1])
            (unsafe output.v, unsafe output.v_stride, unsafe output.v_size) = unsafe area(sizes[2], pointers[2])
            if hasAlpha {
                (unsafe output.a, unsafe output.a_stride, unsafe output.a_size) = unsafe area(sizes[3], pointers[3])
            }
            status = unsafe decode(bytes, width, height) { buffer in
                unsafe buffer.colorspace = hasAlpha ? MODE_YUVA : MODE_YUV
                unsafe buffer.u.YUVA = output
            }
            return status == VP8_STATUS_OK
        }
        guard let planes else { throw error(status) }
        return planes
    }

    /// R, G, B and alpha. libwebp only writes them interleaved, so for a while there is such a copy.
    static func rgbPlanes(
        _ bytes: [UInt8], width: Int, height: Int, hasAlpha: Bool
    ) throws(CodecError) -> [Plane<UInt8>] {
        let channels = hasAlpha ? 4 : 3
        let count = width * height
        var status = VP8_STATUS_OUT_OF_MEMORY
        // SAFETY: the buffer holds `channels` bytes a pixel, which is what stride and size tell libwebp; they count as
        // written only if it reports no error.
        let interleaved = unsafe [UInt8](unsafeUninitializedCapacity: count * channels) { pixels, written in
            status = unsafe decode(bytes, width, height) { buffer in
                unsafe buffer.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB
                unsafe buffer.u.RGBA = WebPRGBABuffer(
                    rgba: pixels.baseAddress, stride: Int32(width * channels), size: count * channels)
            }
            written = status == VP8_STATUS_OK ? count * channels : 0
        }
        guard status == VP8_STATUS_OK else { throw error(status) }
        return (0..<channels).map { channel in
            // SAFETY: `interleaved` and the new plane hold `count` pixels.
            let samples = unsafe [UInt8](unsafeUninitializedCapacity: count) { plane, written in
                unsafe interleaved.withUnsafeBufferPointer { pixels in
                    for index in 0..<count { unsafe plane[index] = pixels[index &* channels &+ channel] }
                }
                written = count
            }
            return Plane(width: width, height: height, stride: width, samples: samples)
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

    private static func area(
        _ size: (width: Int, height: Int), _ samples: UnsafeMutablePointer<UInt8>
    ) -> (UnsafeMutablePointer<UInt8>?, Int32, Int) {
        unsafe (samples, Int32(size.width), size.width * size.height)
    }

    /// Decodes into memory that `describe` sets up.
    private static func decode(
        _ bytes: [UInt8], _ width: Int, _ height: Int, into describe: (inout WebPDecBuffer) -> Void
    ) -> VP8StatusCode {
        var config = unsafe WebPDecoderConfig()
        guard unsafe WebPInitDecoderConfig(&config) != 0 else { return VP8_STATUS_INVALID_PARAM }
        unsafe config.output.is_external_memory = 1
        unsafe config.output.width = Int32(width)
        unsafe config.output.height = Int32(height)
        unsafe describe(&config.output)
        defer { unsafe WebPFreeDecBuffer(&config.output) }
        return unsafe WebPDecode(bytes, bytes.count, &config)
    }
}
