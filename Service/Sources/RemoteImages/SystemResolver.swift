internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Finds the addresses of a host, however it is spelled: `2130706433` and `0x7f.1` are addresses too.
public struct SystemResolver: AddressResolver {
    private static let queue = DispatchQueue(
        label: "image-enhance.resolver", qos: .userInitiated, attributes: .concurrent)

    public init() {}

    /// On a thread that may wait; whoever gives up is not held.
    public func addresses(of host: String) async throws -> [NetworkAddress] {
        let answer = Answer()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                answer.begin(continuation)
                Self.queue.async { answer.give(.success(Self.lookUp(host))) }
                if Task.isCancelled { answer.give(.failure(CancellationError())) }
            }
        } onCancel: {
            answer.give(.failure(CancellationError()))
        }
    }

    /// None for a name that is not known.
    private static func lookUp(_ host: String) -> [NetworkAddress] {
        // SAFETY: a struct of integers and of pointers that stay nil.
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        // SAFETY: getaddrinfo reads the C string and the hints, and sets `first` to a list that it owns.
        guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        // SAFETY: the list is freed once, after its last use.
        defer { unsafe freeaddrinfo(first) }
        var addresses: [NetworkAddress] = []
        var next = unsafe first
        // SAFETY: each entry is valid until the list is freed; its address is of the family it names.
        while let entry = unsafe next {
            if let address = unsafe address(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        // SAFETY: `ai_addr` points to a socket address of the entry's family and length.
        guard let pointer = unsafe entry.ai_addr else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            return unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                unsafe withUnsafeBytes(of: &address.pointee.sin_addr) { unsafe NetworkAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return unsafe pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                unsafe withUnsafeBytes(of: &address.pointee.sin6_addr) { unsafe NetworkAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}

/// Gives an answer to whoever waits for it: the first one that comes.
private final class Answer: Sendable {
    private let waiting = Mutex<CheckedContinuation<[NetworkAddress], any Error>?>(nil)

    func begin(_ continuation: CheckedContinuation<[NetworkAddress], any Error>) {
        waiting.withLock { $0 = continuation }
    }

    func give(_ result: Result<[NetworkAddress], any Error>) {
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(with: result)
    }
}
