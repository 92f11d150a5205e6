/// An object of ours that C knows by a pointer to an incomplete type.
enum Handle<Object: AnyObject> {
    /// A pointer that holds the object until it is released.
    static func retain(_ object: Object) -> OpaquePointer {
        unsafe OpaquePointer(Unmanaged.passRetained(object).toOpaque())
    }

    static func object(_ pointer: OpaquePointer?) -> Object? {
        guard let pointer = unsafe pointer else { return nil }
        // SAFETY: C has such pointers from `retain` alone, each for one type, which its compiler checks.
        return unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
    }

    static func release(_ pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return }
        // SAFETY: as above; the header says that it is destroyed once.
        unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).release()
    }
}
