/// Finds the addresses of hosts.
public protocol AddressResolver: Sendable {
    /// Every address of a host; none for a name that is not known.
    ///
    /// - Throws: `CancellationError` soon after the task was cancelled.
    func addresses(of host: String) async throws -> [NetworkAddress]
}
