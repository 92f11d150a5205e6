/// A chunk of a WebP file that is neither picture nor metadata of a known kind, kept as it lay there.
public struct WebPChunk: Sendable, Hashable {
    /// Four bytes, letters as a rule.
    public var name: [UInt8]
    public var bytes: [UInt8]

    public init(name: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
