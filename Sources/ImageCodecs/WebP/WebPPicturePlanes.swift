internal import CWebP

/// Encodes planes as a WebP file without metadata.
enum WebPPicturePlanes {
    /// - Parameter planes: Y, Cb, Cr in 4:2:0, and alpha if there is a fourth.
    static func lossy(
        _ planes: [Plane<UInt8>], quality: Int, _ cancellation: Cancellation?
    ) throws(CodecError) -> [UInt8] {
        var config = WebPConfig()
        guard unsafe WebPConfigInit(&config) != 0 else { throw error(VP8_ENC_ERROR_INVALID_CONFIGURATION) }
        config.quality = Float(quality)
        // Half the time of libwebp's default (4), for files 0 to 8 % larger and an error, 44 dB below the picture and
        // less, that grows by 0 to 0.5 dB; methods 2 and 3 are worse bargains. At the top of the scale, though, its files
        // get larger by 10 to 80 %. `thread_level` stays 0: how many threads work is the caller's decision.
        config.method = quality > 95 ? 4 : 1
        // Otherwise libwebp would write into our planes, to flatten what alpha hides.
        config.exact = 1
        return try SourcePlane.withPlanes(planes) { sources throws(CodecError) in
            try unsafe encode(config, width: planes[0].width, height: planes[0].height, cancellation) { picture in
                // SAFETY: pointers and strides are those of the planes; with `exact`, libwebp only reads them.
                unsafe picture.colorspace = planes.count == 4 ? WEBP_YUV420A : WEBP_YUV420
                unsafe picture.y = UnsafeMutablePointer(mutating: sources[0].base)
                unsafe picture.u = UnsafeMutablePointer(mutating: sources[1].base)
                unsafe picture.v = UnsafeMutablePointer(mutating: sources[2].base)
                unsafe picture.y_stride = Int32(planes[0].stride)
                unsafe picture.uv_stride = Int32(planes[1].stride)
                if planes.count == 4 {
                    unsafe picture.a = UnsafeMutablePointer(mutating: sources[3].base)
                    unsafe picture.a_stride = Int32(planes[3].stride)
                }
                return true
            }
        }
    }

    /// Of libwebp's presets 0 to 9. Photographs gain 1 % from 2 and above, in twice the time; 0 is six times as fast,
    /// but its files are 2 to 7 % larger, and drawings 30 %.
    private static let losslessEffort: Int32 = 1

    /// - Parameter planes: R, G, B, and alpha if there is a fourth.
    static func lossless(
        _ planes: [Plane<UInt8>], _ cancellation: Cancellation?
    ) throws(CodecError) -> [UInt8] {
        var config = WebPConfig()
        guard unsafe WebPConfigInit(&config) != 0, unsafe WebPConfigLosslessPreset(&config, losslessEffort) != 0 else {
            throw error(VP8_ENC_ERROR_INVALID_CONFIGURATION)
        }
        // Color that alpha hides is kept.
        config.exact = 1
        return try unsafe encode(config, width: planes[0].width, height: planes[0].height, cancellation) { picture in
            unsafe picture.use_argb = 1
            guard unsafe WebPPictureAlloc(&picture) != 0 else { return false }
            unsafe pack(planes, into: picture.argb, stride: Int(picture.argb_stride))
            return true
        }
    }

    /// libwebp takes lossless pixels as `0xAARRGGBB` only.
    private static func pack(_ planes: [Plane<UInt8>], into argb: UnsafeMutablePointer<UInt32>, stride: Int) {
        let (width, height) = (planes[0].width, planes[0].height)
        // SAFETY: libwebp has allocated `height` rows of `stride` pixels; all planes have the size of the first.
        SourcePlane.withPlanes(planes) { sources in
            for y in 0..<height {
                let target = unsafe argb + y * stride
                let (red, green, blue) = unsafe (sources[0].row(y), sources[1].row(y), sources[2].row(y))
                for x in 0..<width {
                    unsafe target[x] =
                        0xFF00_0000 | UInt32(red[x]) << 16 | UInt32(green[x]) << 8 | UInt32(blue[x])
                }
                guard planes.count == 4 else { continue }
                let alpha = unsafe sources[3].row(y)
                for x in 0..<width {
                    unsafe target[x] = target[x] & 0x00FF_FFFF | UInt32(alpha[x]) << 24
                }
            }
        }
    }

    /// Encodes a picture that `describe` sets up; it says `false` when there is no memory.
    private static func encode(
        _ config: WebPConfig, width: Int, height: Int, _ cancellation: Cancellation?,
        _ describe: (inout WebPPicture) -> Bool
    ) throws(CodecError) -> [UInt8] {
        var picture = unsafe WebPPicture()
        guard unsafe WebPPictureInit(&picture) != 0 else { throw error(VP8_ENC_ERROR_INVALID_CONFIGURATION) }
        defer { unsafe WebPPictureFree(&picture) }
        unsafe picture.width = Int32(width)
        unsafe picture.height = Int32(height)
        guard unsafe describe(&picture) else { throw error(VP8_ENC_ERROR_OUT_OF_MEMORY) }
        if let cancellation {
            // SAFETY: the caller holds the object for as long as libwebp works.
            unsafe picture.user_data = Unmanaged.passUnretained(cancellation).toOpaque()
            unsafe picture.progress_hook = { _, picture in
                let context = unsafe picture!.pointee.user_data!
                return unsafe Unmanaged<Cancellation>.fromOpaque(context).takeUnretainedValue().isCancelled ? 0 : 1
            }
        }
        var writer = unsafe WebPMemoryWriter()
        unsafe WebPMemoryWriterInit(&writer)
        defer { unsafe WebPMemoryWriterClear(&writer) }
        var config = config
        // SAFETY: the writer stays where it is while libwebp's own function appends to it.
        let isDone = unsafe withUnsafeMutablePointer(to: &writer) { writer in
            unsafe picture.writer = WebPMemoryWrite
            unsafe picture.custom_ptr = UnsafeMutableRawPointer(writer)
            return unsafe WebPEncode(&config, &picture) != 0
        }
        guard isDone else { throw unsafe error(picture.error_code) }
        return unsafe Array(UnsafeBufferPointer(start: writer.mem, count: writer.size))
    }

    private static func error(_ code: WebPEncodingError) -> CodecError {
        switch code {
        case VP8_ENC_ERROR_USER_ABORT: .cancelled
        case VP8_ENC_ERROR_OUT_OF_MEMORY, VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY:
            CodecError(.limitExceeded, "no memory to encode the WebP file")
        case VP8_ENC_ERROR_PARTITION0_OVERFLOW, VP8_ENC_ERROR_PARTITION_OVERFLOW, VP8_ENC_ERROR_FILE_TOO_BIG:
            CodecError(.limitExceeded, "the picture is too large for WebP at this quality")
        default: CodecError(.unsupported, "the WebP file can't be written (libwebp error \(code.rawValue))")
        }
    }
}
