internal import COSProtocol
internal import Crypto
internal import FoundationEssentials

/// The file beside an object that holds what a plain file can't.
///
/// It describes the object that it was written with and the one before: it is put in its place first, and until the
/// object follows, the old one must keep its metadata. A file that is neither was changed by hand.
struct Sidecar: Sendable, Codable {
    struct Version: Sendable, Codable {
        let identity: FileIdentity
        let etag: String
        let crc64: UInt64
        let headers: ObjectHeaders

        var metadata: ObjectMetadata {
            ObjectMetadata(
                size: identity.size, etag: EntityTag(text: etag), lastModified: identity.lastModified, crc64: crc64,
                headers: headers)
        }
    }

    /// For people who look at the files; names are hashes, as a key may be longer than a file name.
    let key: String
    let versions: [Version]

    init(key: ObjectKey, version: Version, previous: Version?) {
        self.key = key.text
        // Where times are coarse the old version may look like the new one, which then counts.
        versions = [version] + [previous].compactMap(\.self).filter { $0.identity != version.identity }
    }

    /// `nil` for what is no sidecar: the object is then served as a file changed by hand.
    init?(json: [UInt8]) {
        guard let sidecar = try? JSONDecoder().decode(Sidecar.self, from: Data(json)) else { return nil }
        self = sidecar
    }

    var json: [UInt8] {
        // Text and numbers alone can always be encoded.
        Array((try? JSONEncoder().encode(self)) ?? Data())
    }

    func version(of identity: FileIdentity) -> Version? {
        versions.first { $0.identity == identity }
    }

    /// The sidecar's name.
    static func name(of key: ObjectKey) -> String {
        Hexadecimal.lower(SHA256.hash(data: Array(key.text.utf8)))
    }
}
