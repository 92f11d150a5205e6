/// A secret key. Nothing that prints, dumps or interpolates it shows what it is.
public struct Secret: Sendable {
    package let bytes: [UInt8]

    public init(_ text: String) {
        bytes = Array(text.utf8)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
