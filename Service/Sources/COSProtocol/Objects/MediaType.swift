/// The media type of an object that was stored without one.
public enum MediaType {
    public static let binary = "application/octet-stream"
    /// How many of an object's first bytes `of(_:key:)` looks at.
    public static let prefixLength = 16

    /// By the first bytes, then by the key's extension, else `application/octet-stream`.
    ///
    /// What a browser would run as a page or a script is never guessed.
    public static func of(_ prefix: some Collection<UInt8>, key: String) -> String {
        let bytes = Array(prefix.prefix(prefixLength))
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8) { return "image/webp" }
        if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) { return "image/gif" }
        if bytes.starts(with: "%PDF-".utf8) { return "application/pdf" }
        let name = key.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return binary }
        return byExtension[name[dot...].dropFirst().lowercased()] ?? binary
    }

    private static let byExtension = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
        "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "avif": "image/avif", "heic": "image/heic",
        "txt": "text/plain", "json": "application/json", "pdf": "application/pdf", "zip": "application/zip",
        "mp4": "video/mp4",
    ]
}
