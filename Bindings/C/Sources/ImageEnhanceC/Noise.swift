// Names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CImageEnhance
internal import ImageEnhance

/// What `ie_noise` points to.
final class Noise: Sendable {
    let profile: NoiseProfile

    init(_ profile: NoiseProfile) {
        self.profile = profile
    }
}

@c @implementation public func ie_noise_of_bytes(
    _ parameters: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ count: Int,
    _ noise: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<ie_error>?
) -> Int32 {
    unsafe answering(error) { () throws(EnhanceError) in
        try unsafe store(in: noise) { () throws(EnhanceError) in
            let values = try unsafe Parameters.values(parameters)
            return try unsafe Enhancer(values, gate: nil).noiseProfile(
                of: Input(bytes, count: count).bytes(limits: values.limits))
        }
    }
}

@c @implementation public func ie_noise_of_pixels(
    _ parameters: OpaquePointer?, _ source: UnsafePointer<ie_pixels>?,
    _ noise: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<ie_error>?
) -> Int32 {
    unsafe answering(error) { () throws(EnhanceError) in
        try unsafe store(in: noise) { () throws(EnhanceError) in
            let enhancer = Enhancer(try unsafe Parameters.values(parameters), gate: nil)
            return try unsafe enhancer.noiseProfile(of: enhancer.image(PixelMemory(source, "source")))
        }
    }
}

@c @implementation public func ie_noise_destroy(_ noise: OpaquePointer?) {
    unsafe Handle<Noise>.release(noise)
}

@c @implementation public func ie_noise_deviation(_ noise: OpaquePointer?) -> Double {
    unsafe Handle<Noise>.object(noise).map { Double($0.profile.groups[0].lumaDeviation) } ?? -1
}

@c @implementation public func ie_noise_confidence(_ noise: OpaquePointer?) -> Double {
    unsafe Handle<Noise>.object(noise).map { Double($0.profile.groups[0].confidence) } ?? -1
}

/// Empties `target` before it measures.
private func store(
    in target: UnsafeMutablePointer<OpaquePointer?>?, _ measure: () throws(EnhanceError) -> NoiseProfile
) throws(EnhanceError) {
    guard let target = unsafe target else { throw .invalid("noise", "NULL", accepted: "where to put the profile") }
    unsafe target.pointee = nil
    unsafe target.pointee = Handle.retain(Noise(try measure()))
}
