/// C2PA's signed history of a picture, which binds its pixels: of a changed picture it would say what is not so.
enum ContentCredentials {
    static let notice = ImageWarning(
        .notice, "the signature of its history (C2PA) was left out: it does not hold of the changed picture")

    /// What an APP11 segment of JPEG universal metadata boxes (ISO 19566-5) begins with: a common identifier, the number of
    /// the box, that of the part, and the head of the box, which every part repeats.
    private static let identifier = Array("JP".utf8)
    private static let box = Array("jumb".utf8)
    private static let description = Array("jumd".utf8)
    /// The type that the description of C2PA's box states begins so.
    private static let kind = Array("c2pa".utf8)

    /// The number of the box that an APP11 segment is part of; `nil` where it is none.
    static func boxNumber(of payload: [UInt8]) -> Int? {
        guard payload.count >= 16, payload.starts(with: identifier), payload[12..<16].elementsEqual(box) else {
            return nil
        }
        return Int(payload[2]) << 8 | Int(payload[3])
    }

    /// Whether the segment is the first of a C2PA box.
    static func begin(in payload: [UInt8]) -> Bool {
        // The description follows at once, behind its size.
        payload.dropFirst(20).starts(with: description + kind)
    }
}
