/// Reads the small documents that clients send: elements and text. Attributes and namespaces do not matter to them.
///
/// What such a document never holds is refused rather than read: a document type (with which entities begin that grow),
/// nesting beyond a few levels, references to anything but characters.
package struct XMLReader {
    package struct Element: Sendable, Hashable {
        /// Without its prefix.
        package let name: String
        package var children: [Element] = []
        /// All text within, that of children not among it.
        package var text = ""

        package func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

        /// The text of the one child of that name, without surrounding white space; `nil` for none and for several.
        package func value(_ name: String) -> String? {
            let children = all(name)
            return children.count == 1 ? children[0].text.trimmingWhitespace() : nil
        }
    }

    private struct Malformed: Error {}

    private static let maximumDepth = 8

    private var rest: ArraySlice<UInt8>

    /// The root of a document in UTF-8.
    ///
    /// - Throws: `COSError` with `.malformedXML`.
    package static func root(of bytes: [UInt8]) throws(COSError) -> Element {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw COSError(.malformedXML, "the body is no UTF-8")
        }
        var reader = XMLReader(rest: bytes[...])
        do throws(Malformed) {
            if reader.skip("\u{FEFF}") {}
            try reader.skipBetween()
            let root = try reader.element(depth: 0)
            try reader.skipBetween()
            guard reader.rest.isEmpty else { throw Malformed() }
            return root
        } catch {
            throw COSError(.malformedXML, "the body is no XML document of the documented form")
        }
    }

    // MARK: Grammar

    private mutating func element(depth: Int) throws(Malformed) -> Element {
        guard depth < Self.maximumDepth, skip("<") else { throw Malformed() }
        let qualifiedName = try name()
        var element = Element(name: String(qualifiedName.split(separator: ":").last ?? ""))
        if try attributes() { return element }
        while !skip("</") {
            guard let byte = rest.first else { throw Malformed() }
            if skip("<![CDATA[") {
                element.text += String(decoding: try upTo("]]>"), as: UTF8.self)
            } else if skip("<!--") {
                _ = try upTo("-->")
            } else if byte == UInt8(ascii: "<") {
                element.children.append(try self.element(depth: depth + 1))
            } else {
                element.text += try characters()
            }
        }
        guard try name() == qualifiedName else { throw Malformed() }
        skipWhitespace()
        guard skip(">") else { throw Malformed() }
        return element
    }

    /// - Returns: whether the element ends with its tag.
    private mutating func attributes() throws(Malformed) -> Bool {
        while true {
            skipWhitespace()
            if skip("/>") { return true }
            if skip(">") { return false }
            _ = try name()
            skipWhitespace()
            guard skip("=") else { throw Malformed() }
            skipWhitespace()
            if skip("\"") { _ = try upTo("\"") } else if skip("'") { _ = try upTo("'") } else { throw Malformed() }
        }
    }

    /// Text up to the next `<`, its references resolved.
    private mutating func characters() throws(Malformed) -> String {
        let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
        var raw = XMLReader(rest: rest[rest.startIndex..<end])
        rest = rest[end...]
        var text = ""
        while !raw.rest.isEmpty {
            if raw.skip("&") {
                text.unicodeScalars.append(try Self.scalar(String(decoding: try raw.upTo(";"), as: UTF8.self)))
            } else {
                let next = raw.rest.firstIndex(of: UInt8(ascii: "&")) ?? raw.rest.endIndex
                text += String(decoding: raw.rest[raw.rest.startIndex..<next], as: UTF8.self)
                raw.rest = raw.rest[next...]
            }
        }
        return text
    }

    private static func scalar(_ reference: String) throws(Malformed) -> Unicode.Scalar {
        switch reference {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let number =
                reference.hasPrefix("#x")
                ? UInt32(reference.dropFirst(2), radix: 16)
                : reference.hasPrefix("#") ? UInt32(reference.dropFirst()) : nil
            guard let scalar = number.flatMap(Unicode.Scalar.init) else { throw Malformed() }
            return scalar
        }
    }

    private mutating func name() throws(Malformed) -> String {
        let name = rest.prefix { $0.isASCIILetterOrDigit || "_:-.".utf8.contains($0) || $0 >= 0x80 }
        guard !name.isEmpty else { throw Malformed() }
        rest = rest[name.endIndex...]
        return String(decoding: name, as: UTF8.self)
    }

    /// Declaration, comments and white space outside of the root.
    private mutating func skipBetween() throws(Malformed) {
        while true {
            skipWhitespace()
            if skip("<?") { _ = try upTo("?>") } else if skip("<!--") { _ = try upTo("-->") } else { return }
        }
    }

    // MARK: Bytes

    private mutating func skip(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func skipWhitespace() {
        rest = rest.drop { Self.isWhitespace($0) }
    }

    fileprivate static func isWhitespace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }

    /// What stands before `end`, which is taken too.
    private mutating func upTo(_ end: String) throws(Malformed) -> ArraySlice<UInt8> {
        let first = end.utf8.first!
        var start = rest.startIndex
        while let index = rest[start...].firstIndex(of: first) {
            if rest[index...].starts(with: end.utf8) {
                defer { rest = rest[(index + end.utf8.count)...] }
                return rest[rest.startIndex..<index]
            }
            start = index + 1
        }
        throw Malformed()
    }
}

extension String {
    fileprivate func trimmingWhitespace() -> String {
        String(
            decoding: utf8.drop(while: XMLReader.isWhitespace).reversed().drop(while: XMLReader.isWhitespace)
                .reversed(),
            as: UTF8.self)
    }
}
