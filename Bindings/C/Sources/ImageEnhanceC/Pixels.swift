// Names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CImageEnhance
internal import ImageEnhance

@c @implementation public func ie_enhance_pixels(
    _ parameters: OpaquePointer?, _ source: UnsafePointer<ie_pixels>?, _ target: UnsafePointer<ie_pixels>?,
    _ noise: OpaquePointer?, _ call: UnsafePointer<ie_call>?, _ error: UnsafeMutablePointer<ie_error>?
) -> Int32 {
    unsafe answering(error) { () throws(EnhanceError) in
        let enhancer = Enhancer(try unsafe Parameters.values(parameters), gate: nil)
        let pixels = try unsafe PixelMemory(source, "source")
        let result = try unsafe PixelMemory(target, "target")
        try result.checkTarget(of: pixels)
        let image = try enhancer.image(pixels)
        let enhanced = try unsafe enhancer.enhance(
            image, profile: Handle<Noise>.object(noise)?.profile, cancellation: cancellation(call))
        result.write(enhanced)
    }
}

extension Enhancer {
    /// A copy of pixels as planes, once the limits on them were checked.
    func image(_ pixels: PixelMemory) throws(EnhanceError) -> PlanarImage {
        try checkSize(
            width: pixels.width, height: pixels.height, planes: pixels.layout.channels.count, depth: pixels.depth)
        return pixels.image()
    }
}
