/// An object that is open for reading. It is closed when the last reference goes.
public protocol StoredObject: ByteSource {
    var metadata: ObjectMetadata { get }
}

extension StoredObject {
    public var size: Int { metadata.size }
}
