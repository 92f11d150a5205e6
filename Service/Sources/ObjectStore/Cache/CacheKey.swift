internal import COSProtocol
internal import Crypto

/// What names an entry of a cache: a digest of all that it depends on.
public struct CacheKey: Sendable, Hashable {
    /// 64 hexadecimal digits: the file's name.
    let name: String

    /// - Parameter parts: lists that differ give keys that differ.
    public init(_ parts: [String]) {
        let text = parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
        name = Hexadecimal.lower(SHA256.hash(data: Array(text.utf8)))
    }

    /// The folder that the file is in: a folder of a hundred thousand names is slow.
    var shelf: String { Self.shelf(of: name) }

    static func shelf(of name: String) -> String { String(name.prefix(2)) }
}
