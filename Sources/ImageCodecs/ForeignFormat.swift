/// A format of pictures that is not read, for messages to name.
package struct ForeignFormat: Hashable, Sendable {
    /// As its users call it.
    package let name: String

    /// Bytes of a file that tell.
    package static let headByteCount = 16

    /// - Parameter bytes: the first of a file. `nil` for what is no picture, or one that is read.
    package init?(sniffing bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(Self.headByteCount))
        if head.dropFirst(4).starts(with: Array("ftyp".utf8)) {
            let brand = String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self)
            guard let name = Self.brands.first(where: { $0.value.contains(brand) })?.key else { return nil }
            self.name = name
            return
        }
        // Longer beginnings first: raw files of some cameras are TIFF with more to it.
        guard let name = Self.beginnings.first(where: { head.starts(with: $0.bytes) })?.name else { return nil }
        self.name = name
    }

    /// What ISO media files state of themselves, where they are pictures.
    private static let brands: [String: Set<String>] = [
        "HEIC": ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"], "AVIF": ["avif", "avis"],
        "CR3": ["crx "],
    ]

    private static let beginnings: [(bytes: [UInt8], name: String)] = [
        (Array("GIF87a".utf8), "GIF"), (Array("GIF89a".utf8), "GIF"), (Array("8BPS".utf8), "PSD"),
        (Array("FUJIFILMCCD-RAW".utf8), "RAF"), (Array("IIRO".utf8), "ORF"), (Array("IIU\0".utf8), "RW2"),
        ([0x49, 0x49, 42, 0, 16, 0, 0, 0, 0x43, 0x52], "CR2"), ([0x49, 0x49, 42, 0], "TIFF"),
        ([0x4D, 0x4D, 0, 42], "TIFF"), ([0xFF, 0x0A], "JPEG XL"),
        ([0, 0, 0, 12] + Array("JXL ".utf8), "JPEG XL"), ([0, 0, 0, 12] + Array("jP  ".utf8), "JPEG 2000"),
        (Array("BM".utf8), "BMP"),
    ]
}
