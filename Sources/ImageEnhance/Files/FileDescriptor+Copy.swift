#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension FileDescriptor {
    /// Copies what is left of `source`, holding a small part of it at a time.
    ///
    /// - Throws: `EnhanceError` with `.io`, or `.cancelled`.
    package func append(
        restOf source: borrowing FileDescriptor, cancellation: Cancellation? = nil
    ) throws(EnhanceError) {
        while true {
            if cancellation?.isCancelled == true { throw .cancelled }
            let part = try source.readSome(most: 1 << 20)
            guard !part.isEmpty else { return }
            try write(part)
        }
    }
}
