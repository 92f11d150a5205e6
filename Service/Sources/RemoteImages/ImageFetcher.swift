internal import AsyncHTTPClient
internal import COSProtocol
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Fetches images from elsewhere, and lets nobody reach through it what is not public.
///
/// A host's name is looked up here, every address it has is judged, and the connection goes to one of those judged: what
/// the name stands for a moment later does not matter. A redirect is judged as a new URL. Nothing of the client's request
/// goes along, and no answer tells what was found.
public struct ImageFetcher: Sendable {
    /// Requests for one image: the first, and those that redirects lead to.
    private static let maximumRequests = 3
    private static let connectTimeout = TimeAmount.seconds(2)

    private let policy: FetchPolicy
    private let resolver: any AddressResolver

    public init(policy: FetchPolicy, resolver: any AddressResolver = SystemResolver()) {
        self.policy = policy
        self.resolver = resolver
    }

    /// The file at a URL.
    ///
    /// - Parameter parameter: as a client gives it.
    /// - Throws: `COSError`: `.invalidImageSource`, with one message whatever went wrong out there; `.imageTooLarge`; or
    ///   `CancellationError`.
    public func fetch(_ parameter: String) async throws -> [UInt8] {
        guard let url = RemoteURL(parameter: parameter) else {
            throw COSError(
                .invalidImageSource, "detect-url must be a URL of http or https, without user name and fragment",
                parameter: "detect-url")
        }
        let fetched = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await follow(url) }
            group.addTask {
                try await Task.sleep(for: policy.timeout)
                throw COSError.unreachable
            }
            defer { group.cancelAll() }
            return try await group.next()
        }
        return fetched ?? []
    }

    private func follow(_ first: RemoteURL) async throws -> [UInt8] {
        var url = first
        for _ in 0..<Self.maximumRequests {
            switch try await step(url) {
            case .file(let bytes): return bytes
            case .redirect(let location):
                guard let next = url.following(location), next.scheme == .https || url.scheme == .http else {
                    throw COSError.unreachable
                }
                url = next
            }
        }
        throw COSError.unreachable
    }

    private enum Step {
        case file([UInt8])
        case redirect(String)
    }

    private func step(_ url: RemoteURL) async throws -> Step {
        guard policy.permits(url) else { throw COSError.unreachable }
        let addresses = try await resolver.addresses(of: url.host)
        // One address that is not public, and the name is nobody's whom we trust.
        guard !addresses.isEmpty, addresses.allSatisfy(policy.permits) else { throw COSError.unreachable }
        for address in addresses.prefix(4) {
            do {
                return try await request(url, at: address)
            } catch let error as COSError {
                throw error
            } catch {
                // Another address may answer.
                try Task.checkCancellation()
            }
        }
        throw COSError.unreachable
    }

    private func request(_ url: RemoteURL, at address: NetworkAddress) async throws -> Step {
        let client = HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: Self.configuration(url, address))
        do {
            let step = try await read(url, client)
            try? await client.shutdown()
            return step
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private static func configuration(_ url: RemoteURL, _ address: NetworkAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: connectTimeout), decompression: .disabled)
        configuration.dnsOverride = [url.host: address.description]
        configuration.httpVersion = .http1Only
        // A refused connection would be tried again until the time is over.
        configuration.connectionPool.retryConnectionEstablishment = false
        // The last word on where we are: should the client ever have looked the name up itself, nothing is sent.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let remote = channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
            return remote?.unmapped == address.unmapped
                ? channel.eventLoop.makeSucceededVoidFuture() : channel.eventLoop.makeFailedFuture(COSError.unreachable)
        }
        return configuration
    }

    private func read(_ url: RemoteURL, _ client: HTTPClient) async throws -> Step {
        var request = HTTPClientRequest(url: url.text)
        request.headers = [
            "Accept": "image/jpeg, image/png, image/webp", "Accept-Encoding": "identity",
            "User-Agent": "enhance-server",
        ]
        // The whole fetch has a deadline of its own.
        let response = try await client.execute(request, deadline: .distantFuture)
        if [301, 302, 303, 307, 308].contains(response.status.code),
            let location = response.headers.first(name: "location")
        {
            return .redirect(location)
        }
        guard response.status == .ok, isPlain(response.headers) else { throw COSError.unreachable }
        let length = response.headers.first(name: "content-length").flatMap { Int($0) }
        guard length ?? 0 <= policy.maxBytes else { throw COSError.tooLarge(policy.maxBytes) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length ?? 0)
        for try await buffer in response.body {
            guard bytes.count + buffer.readableBytes <= policy.maxBytes else {
                throw COSError.tooLarge(policy.maxBytes)
            }
            bytes += buffer.readableBytesView
        }
        return .file(bytes)
    }

    /// What unfolds is not bounded by what arrives.
    private func isPlain(_ headers: HTTPHeaders) -> Bool {
        headers[canonicalForm: "content-encoding"].allSatisfy { $0.lowercased() == "identity" || $0.isEmpty }
    }
}

extension COSError {
    /// One answer for all: what differed would tell of networks that are not the client's.
    fileprivate static let unreachable = COSError(
        .invalidImageSource, "no image can be fetched from there, or it is not permitted to (-60987)",
        parameter: "detect-url")

    fileprivate static func tooLarge(_ limit: Int) -> COSError {
        COSError(.imageTooLarge, "the file has more than \(limit) bytes (--max-source-bytes)", parameter: "detect-url")
    }
}
