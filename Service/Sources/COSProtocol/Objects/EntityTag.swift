internal import Crypto

/// An `ETag`: what changes whenever the bytes of an answer do.
public struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// With its quotes.
    public let text: String

    /// - Parameter text: with its quotes.
    public init(text: String) {
        self.text = text
    }

    /// The tag of stored bytes: their MD5, which SDKs compare with that of what they sent.
    public init(md5: [UInt8]) {
        text = "\"\(Hexadecimal.lower(md5))\""
    }

    /// The tag of an object that arrived in parts: the MD5 of their MD5s, and their number.
    ///
    /// - Parameter parts: the MD5 of each part, 16 bytes, in order.
    public init(partMD5s parts: [[UInt8]]) {
        text = "\"\(Hexadecimal.lower(Insecure.MD5.hash(data: parts.flatMap(\.self))))-\(parts.count)\""
    }

    /// The tag of an enhanced image, known without enhancing it, so that a 304 costs nothing.
    ///
    /// Its `-` keeps SDKs from taking it for the MD5 of the body.
    ///
    /// - Parameters:
    ///   - source: the tag of what is enhanced.
    ///   - parameters: all that the result depends on besides: levels, the engine's version.
    public init(enhancing source: EntityTag, parameters: [String]) {
        let digest = Insecure.MD5.hash(data: Array(([source.text] + parameters).joined(separator: "\n").utf8))
        text = "\"\(Hexadecimal.lower(digest))-e\""
    }

    public var description: String { text }
}
