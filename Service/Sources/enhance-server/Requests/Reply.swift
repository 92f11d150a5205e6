internal import COSProtocol
internal import ObjectStore

/// An answer before it goes over the wire.
struct Reply: Sendable {
    enum Body: Sendable {
        /// As for HEAD, 204 and 304.
        case none
        case bytes([UInt8])
        /// A part of what is on a disk, read while it is sent.
        case source(any ByteSource, Range<Int>)

        var count: Int {
            switch self {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .source(_, let range): range.count
            }
        }
    }

    var status: Int
    var headers: [(name: String, value: String)] = []
    /// Bytes of what a GET would get, where `body` has none.
    var length: Int?
    var body = Body.none
    /// What must live until the answer is sent: a result's share of the memory.
    var holding: (any Sendable)?

    /// Without the bytes, as HEAD gets it.
    var withoutBody: Reply {
        var reply = self
        if case .none = body {} else { reply.length = body.count }
        reply.body = .none
        return reply
    }

    static func xml(_ bytes: [UInt8], status: Int = 200) -> Reply {
        // Exactly this: with any suffix an SDK takes the document for a file.
        Reply(status: status, headers: [("Content-Type", "application/xml")], body: .bytes(bytes))
    }
}
