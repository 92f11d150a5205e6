/// What a file says about its picture beside the pixels. The bytes are passed on as they came.
public struct ImageMetadata: Sendable, Hashable {
    /// EXIF as a TIFF stream, without the `Exif\0\0` that JPEG puts in front.
    public var exif: [UInt8]?
    /// An ICC profile.
    public var iccProfile: [UInt8]?
    /// An XMP packet, UTF-8.
    public var xmp: [UInt8]?
    /// EXIF orientation, 1 to 8; `nil` where the file states none or an impossible one. Pixels are never turned.
    public var orientation: Int?

    public init(
        exif: [UInt8]? = nil, iccProfile: [UInt8]? = nil, xmp: [UInt8]? = nil, orientation: Int? = nil
    ) {
        self.exif = exif
        self.iccProfile = iccProfile
        self.xmp = xmp
        self.orientation = orientation
    }
}
