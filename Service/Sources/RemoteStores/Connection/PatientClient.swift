internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import ObjectStore

/// Requests to one server: over a bounded number of connections, and again where it can't be reached or is overloaded.
final class PatientClient: Sendable {
    private static let timeout = TimeAmount.seconds(60)

    private let host: String
    private let attempts: Int
    private let client: HTTPClient

    /// - Parameters:
    ///   - host: for messages.
    ///   - connections: at once.
    ///   - attempts: how often a request is sent at most.
    init(host: String, connections: Int, attempts: Int) {
        self.host = host
        self.attempts = attempts
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(30)),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    deinit {
        client.shutdown { _ in }
    }

    /// The answer, whose body is still to be read.
    ///
    /// - Parameter message: what to send, made anew for each attempt. It must do no harm to send it twice.
    /// - Throws: `StoreError` with `.unavailable`, or what `message` throws.
    func send(_ message: () throws(StoreError) -> HTTPClientRequest) async throws(StoreError) -> HTTPClientResponse {
        var attempt = 1
        while true {
            let request = try message()
            let failure: String
            do {
                let response = try await client.execute(request, deadline: .now() + Self.timeout)
                guard response.status.code >= 500 || response.status == .tooManyRequests else { return response }
                failure = "answers \(response.status.code)"
                _ = try? await response.body.collect(upTo: 64 << 10)
            } catch let error as StoreError {
                throw error
            } catch {
                failure = "\(error)"
            }
            guard attempt < attempts, !Task.isCancelled else { throw unavailable(failure) }
            // Twice as long each time, and none at the same moment as the others.
            try? await Task.sleep(for: .milliseconds(Double.random(in: 0.5...1) * 100 * Double(1 << attempt)))
            attempt += 1
        }
    }

    func unavailable(_ failure: String) -> StoreError {
        StoreError(.unavailable, "the object store at \(host): \(failure)")
    }
}
