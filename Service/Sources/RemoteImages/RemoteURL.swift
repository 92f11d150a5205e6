internal import COSProtocol
internal import FoundationEssentials

/// A URL to fetch an image from, in the one form that every parser reads alike.
public struct RemoteURL: Sendable, Hashable {
    public enum Scheme: String, Sendable, Hashable {
        case http
        case https

        var port: Int { self == .http ? 80 : 443 }
    }

    public let scheme: Scheme
    /// Lower case, without a final dot; an address of version 6 without its brackets.
    public let host: String
    public let port: Int
    /// Path and query, percent-encoded.
    public let target: String

    /// Nothing is guessed: no user name, no fragment, no backslash, no control character, a host of ASCII letters,
    /// digits, `-`, `_` and dots or an address in brackets. Blanks and what is no ASCII are percent-encoded in the path.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 8192, bytes.allSatisfy({ $0 > 0x1F && $0 != 0x7F && $0 != UInt8(ascii: "\\") }),
            let colon = text.firstIndex(of: ":"), let scheme = Scheme(rawValue: text[..<colon].lowercased()),
            text[colon...].hasPrefix("://"), !text.contains("#")
        else { return nil }
        let rest = text[colon...].dropFirst(3)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.authority(rest[..<end]) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.port
        let target = Self.encoded(rest[end...])
        self.target = target.hasPrefix("/") ? target : "/" + target
    }

    /// As a client of this service gives it. SDKs encode it once, which the query's reader has undone; some
    /// documentation encodes it two times more.
    public init?(parameter: String) {
        var text = parameter
        for _ in 0..<2 where text.lowercased().hasPrefix("http%") || text.lowercased().hasPrefix("https%") {
            guard let decoded = String(validating: PercentEncoding.decode(text), as: UTF8.self) else { return nil }
            text = decoded
        }
        self.init(text)
    }

    /// Where a redirect leads; `nil` for what is no such URL.
    public func following(_ location: String) -> RemoteURL? {
        guard let base = URL(string: text), let url = URL(string: location, relativeTo: base) else { return nil }
        let absolute = url.absoluteString
        // What comes behind # is the browser's business.
        return RemoteURL(String(absolute.prefix { $0 != "#" }))
    }

    public var text: String {
        "\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)\(target)"
    }

    private static func authority(_ text: Substring) -> (host: String, port: Int?)? {
        let host: String
        var rest: Substring
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<bracket].lowercased()
            guard NetworkAddress(host)?.isVersion4 == false else { return nil }
            rest = text[text.index(after: bracket)...]
        } else {
            rest = text.drop { $0 != ":" }
            var name = text[..<rest.startIndex].lowercased()
            if name.hasSuffix(".") { name.removeLast() }
            guard (1...253).contains(name.utf8.count), name.utf8.allSatisfy(isNameByte),
                !name.split(separator: ".", omittingEmptySubsequences: false).contains("")
            else { return nil }
            host = name
        }
        guard let colon = rest.popFirst() else { return (host, nil) }
        guard colon == ":", (1...5).contains(rest.utf8.count), rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(rest), (1...65535).contains(port)
        else { return nil }
        return (host, port)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Escapes that are there stay.
    private static func encoded(_ text: Substring) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if byte > 0x20 && byte < 0x7F && !"\"<>^`{|}".utf8.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
