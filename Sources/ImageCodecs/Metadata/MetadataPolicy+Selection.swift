extension EncodingOptions {
    /// What of a picture's metadata is written, the mark included where there is one.
    ///
    /// - Parameter mostXMP: bytes of XMP that the format has room for.
    func selection(from metadata: ImageMetadata, mostXMP: Int = .max) -> ImageMetadata {
        var selected = self.metadata.selection(from: metadata)
        if let marked = mark?.added(to: selected.xmp), marked.count <= mostXMP { selected.xmp = marked }
        return selected
    }
}

extension EncodingOptions.MetadataPolicy {
    /// What of a picture's metadata is written.
    fileprivate func selection(from metadata: ImageMetadata) -> ImageMetadata {
        switch self {
        case .keep:
            ImageMetadata(
                exif: metadata.exif.map(EXIF.withoutThumbnail), iccProfile: metadata.iccProfile, xmp: metadata.xmp)
        case .strip: ImageMetadata(exif: orientation(of: metadata))
        case .icc: ImageMetadata(exif: orientation(of: metadata), iccProfile: metadata.iccProfile)
        }
    }

    /// EXIF without all but an orientation that turns the picture, because its pixels are not turned.
    private func orientation(of metadata: ImageMetadata) -> [UInt8]? {
        guard let orientation = metadata.exif.flatMap(EXIF.orientation(of:)), orientation != 1 else { return nil }
        return EXIF.stream(orientation: orientation)
    }
}
