/// A path as the file system has it: bytes, which need not be text. Two paths are equal when their bytes are; as strings
/// they would be already when they mean the same characters.
package struct FilePath: Sendable, Hashable, Comparable {
    /// Without a NUL.
    package let bytes: [UInt8]

    package init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    package static func < (a: FilePath, b: FilePath) -> Bool {
        a.bytes.lexicographicallyPrecedes(b.bytes)
    }

    /// What C functions take.
    var terminated: [CChar] { bytes.map(CChar.init(bitPattern:)) + [0] }

    package var lastComponent: FilePath {
        bytes.split(separator: slash).last.map { FilePath($0) } ?? self
    }

    /// What stands before the last slash: `.` where there is none.
    package var directory: FilePath {
        guard let end = bytes.lastIndex(of: slash) else { return FilePath(".") }
        return end == 0 ? FilePath("/") : FilePath(bytes[..<end])
    }

    package func appending(_ name: FilePath) -> FilePath {
        bytes.isEmpty || bytes.last == slash ? FilePath(bytes + name.bytes) : FilePath(bytes + [slash] + name.bytes)
    }

    /// Without the last dot of the last component and what follows it; a dot that begins a name is none.
    package var stem: FilePath {
        let start = bytes.lastIndex(of: slash).map { $0 + 1 } ?? 0
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > start else { return self }
        return FilePath(bytes[..<dot])
    }

    /// The path with something between the stem and the extension.
    package func appending(suffix: FilePath) -> FilePath {
        FilePath(stem.bytes + suffix.bytes + bytes[stem.bytes.count...])
    }

    /// What follows the last dot, in lower case where it is ASCII; `nil` without a dot.
    package var lowercasedExtension: String? {
        bytes.lastIndex(of: UInt8(ascii: ".")).map { dot in
            String(decoding: bytes[(dot + 1)...], as: UTF8.self).lowercased()
        }
    }
}

private let slash = UInt8(ascii: "/")

// MARK: As text

extension FilePath: CustomStringConvertible {
    /// For messages: one line that can't be mistaken for another path's, cut where it is very long.
    package var description: String { Printable.text(of: bytes) }

    /// The path as text, where its bytes are UTF-8. A backslash is doubled, and a byte that is none becomes `\xFF`, so
    /// that no two paths have the same text.
    package var escaped: String {
        var text = ""
        for piece in Printable.pieces(of: bytes) {
            switch piece {
            case .scalar("\\"): text += "\\\\"
            case .scalar(let scalar): text.unicodeScalars.append(scalar)
            case .byte(let byte): text += Printable.escape(byte)
            }
        }
        return text
    }
}

// MARK: As an argument

extension FilePath {
    /// Bytes that are no text travel through strings as the last 256 characters of Unicode, which nobody else has a use
    /// for; where an argument holds one of these, its bytes do so too.
    private static let carriers: UInt32 = 0x10_FF00

    /// The bytes of an argument of the process as a string, from which `init(argument:)` gets them back.
    package static func argument(_ bytes: [UInt8]) -> String {
        var text = ""
        for piece in Printable.pieces(of: bytes) {
            switch piece {
            case .scalar(let scalar) where scalar.value < carriers: text.unicodeScalars.append(scalar)
            case .scalar(let scalar): for byte in String(scalar).utf8 { text.unicodeScalars.append(carrier(of: byte)) }
            case .byte(let byte): text.unicodeScalars.append(carrier(of: byte))
            }
        }
        return text
    }

    package init(argument: String) {
        var bytes: [UInt8] = []
        for scalar in argument.unicodeScalars {
            if scalar.value < Self.carriers {
                bytes += String(scalar).utf8
            } else {
                bytes.append(UInt8(scalar.value - Self.carriers))
            }
        }
        self.bytes = bytes
    }

    private static func carrier(of byte: UInt8) -> Unicode.Scalar { Unicode.Scalar(carriers + UInt32(byte))! }
}
