/// What a file says of having been enhanced: properties of our own in its XMP. A picture that is enhanced again and again
/// loses a little each time, so whoever replaces files should look for it.
public struct EnhancementMark: Sendable, Hashable {
    /// The levels, 0 to 5.
    public var denoise: Int
    public var sharpen: Int
    /// The version of the engine, as in `1.2.3`.
    public var version: String

    public init(denoise: Int, sharpen: Int, version: String) {
        self.denoise = denoise
        self.sharpen = sharpen
        self.version = version
    }

    // MARK: In XMP

    private static let namespace = Array("urn:image-enhance:1.0".utf8)
    private static let opening =
        "<rdf:Description rdf:about=\"\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
        + "xmlns:enhance=\"urn:image-enhance:1.0\" "
    private static let closing = "/>"
    private static let end = Array("</rdf:RDF>".utf8)

    /// The last mark in an XMP packet. Other programs may have written its properties anew, as elements too.
    init?(xmp: [UInt8]) {
        guard xmp.lastRange(of: Self.namespace) != nil,
            let denoise = Self.value("denoise", in: xmp).flatMap({ Int($0) }),
            let sharpen = Self.value("sharpen", in: xmp).flatMap({ Int($0) })
        else { return nil }
        self.init(denoise: denoise, sharpen: sharpen, version: Self.value("version", in: xmp) ?? "")
    }

    /// The packet with this mark in place of any other; `nil` for a packet that is none in UTF-8.
    func added(to packet: [UInt8]?) -> [UInt8]? {
        let entry =
            Self.opening
            + "enhance:denoise=\"\(denoise)\" enhance:sharpen=\"\(sharpen)\" enhance:version=\"\(version)\""
            + Self.closing
        guard var packet else {
            return Array(
                ("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                    + entry + "</rdf:RDF></x:xmpmeta>").utf8)
        }
        if let start = packet.lastRange(of: Array(Self.opening.utf8)),
            let end = packet[start.upperBound...].firstIndex(of: UInt8(ascii: ">"))
        {
            packet.removeSubrange(start.lowerBound...end)
        }
        guard let end = packet.lastRange(of: Self.end) else { return nil }
        packet.insert(contentsOf: entry.utf8, at: end.lowerBound)
        return packet
    }

    /// The text of a property: an attribute's, or an element's.
    private static func value(_ name: String, in xmp: [UInt8]) -> String? {
        guard let property = xmp.lastRange(of: Array("enhance:\(name)".utf8), before: Array("</".utf8)) else {
            return nil
        }
        let rest = xmp[property.upperBound...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "=") }
        guard let mark = rest.first, Array("\"'>".utf8).contains(mark) else { return nil }
        let value = rest.dropFirst().prefix(20).prefix { $0 != mark && $0 != UInt8(ascii: "<") }
        return String(decoding: value, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Where `pattern` stands last, but not where `forbidden` stands in front of it.
    fileprivate func lastRange(of pattern: [UInt8], before forbidden: [UInt8] = []) -> Range<Int>? {
        guard count >= pattern.count else { return nil }
        var start = count - pattern.count
        while true {
            if self[start] == pattern[0], self[start..<start + pattern.count].elementsEqual(pattern),
                forbidden.isEmpty || !self[..<start].suffix(forbidden.count).elementsEqual(forbidden)
            {
                return start..<start + pattern.count
            }
            guard start > 0 else { return nil }
            start -= 1
        }
    }
}
