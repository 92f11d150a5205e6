/// The integer a plane stores per pixel: `UInt8` for images of up to 8 bits, `UInt16` for deeper ones.
public protocol Sample: FixedWidthInteger, UnsignedInteger, Sendable {}

extension UInt8: Sample {}
extension UInt16: Sample {}

/// How many bits the samples of an image have. Values always use the full range of their type:
/// 1-, 2- and 4-bit sources are widened to `.eight` by the decoder.
public enum SampleDepth: Int, Sendable, Hashable {
    case eight = 8
    case sixteen = 16

    /// The largest sample value: 255 or 65535.
    public var maximum: Int { (1 << rawValue) - 1 }
}
