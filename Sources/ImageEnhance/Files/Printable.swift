/// Text for messages, whatever it was made from: one line, no control characters, and not long.
package enum Printable {
    enum Piece {
        case scalar(Unicode.Scalar)
        /// One that is no part of UTF-8.
        case byte(UInt8)
    }

    /// Bytes that a message shows of a value, and about the most that it has itself.
    private static let (mostOfValue, mostOfMessage) = (500, 2000)

    /// Control characters and bytes that are no text are written as escapes; so is the backslash, which makes them.
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        text(of: bytes, backslash: "\\\\", most: mostOfValue)
    }

    /// A whole message, whose values may be escaped already.
    package static func line(of message: String) -> String {
        text(of: message.utf8, backslash: "\\", most: mostOfMessage)
    }

    private static func text(of bytes: some Sequence<UInt8>, backslash: String, most: Int) -> String {
        var text = ""
        for piece in pieces(of: bytes) {
            guard text.utf8.count < most else { return text + "…" }
            switch piece {
            case .scalar("\\"): text += backslash
            case .scalar(let scalar) where isVisible(scalar): text.unicodeScalars.append(scalar)
            case .scalar(let scalar): text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            case .byte(let byte): text += escape(byte)
            }
        }
        return text
    }

    static func escape(_ byte: UInt8) -> String {
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// Not what moves the cursor, turns the direction of writing or ends a line.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }

    /// The bytes as UTF-8, as far as they are that. Lazy, as a message may want few of very many.
    static func pieces(of bytes: some Sequence<UInt8>) -> some Sequence<Piece> {
        var parser = UTF8.ForwardParser()
        var source = Recorder(bytes.makeIterator())
        var damaged: [UInt8] = []
        return AnyIterator {
            if !damaged.isEmpty { return .byte(damaged.removeFirst()) }
            switch parser.parseScalar(from: &source) {
            case .valid(let encoded):
                source.take(encoded.count)
                return .scalar(UTF8.decode(encoded))
            case .error(let length):
                damaged = source.take(length)
                return .byte(damaged.removeFirst())
            case .emptyInput:
                return nil
            }
        }
    }

    /// Remembers the bytes that the parser has been given and not yet answered for.
    private struct Recorder<Source: IteratorProtocol<UInt8>>: IteratorProtocol {
        private var source: Source
        private var given: [UInt8] = []

        init(_ source: Source) { self.source = source }

        mutating func next() -> UInt8? {
            let byte = source.next()
            if let byte { given.append(byte) }
            return byte
        }

        @discardableResult mutating func take(_ count: Int) -> [UInt8] {
            defer { given.removeFirst(count) }
            return Array(given.prefix(count))
        }
    }
}
