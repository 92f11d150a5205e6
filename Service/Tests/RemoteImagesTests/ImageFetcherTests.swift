import COSProtocol
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import RemoteImages

/// Names mean here what a test says, and something else the next time.
private final class FakeResolver: AddressResolver {
    private let answers: Mutex<[String: [[String]]]>

    /// - Parameter answers: by host, what each look-up finds; the last one goes on.
    init(_ answers: [String: [[String]]]) {
        self.answers = Mutex(answers)
    }

    func addresses(of host: String) async throws -> [NetworkAddress] {
        let found = answers.withLock { answers -> [String] in
            guard let all = answers[host], let first = all.first else { return [] }
            if all.count > 1 { answers[host] = Array(all.dropFirst()) }
            return first
        }
        return found.map { NetworkAddress($0)! }
    }
}

/// Answers whatever comes, and counts.
private final class Origin: Sendable {
    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let answer: String
        let requests: Counter

        init(_ answer: String, _ requests: Counter) {
            self.answer = answer
            self.requests = requests
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            requests.count.withLock { $0 += 1 }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            context.close(promise: nil)
        }
    }

    final class Counter: Sendable {
        let count = Mutex(0)
    }

    private let channel: any Channel
    private let requests = Counter()

    init(_ answer: String) async throws {
        let requests = requests
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(answer, requests))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { channel.close(promise: nil) }

    var port: Int { channel.localAddress!.port! }
    var requestCount: Int { requests.count.withLock { $0 } }

    static func ok(_ body: String, _ headers: String = "") -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
    }
}

struct ImageFetcherTests {
    private func fetcher(
        _ origin: Origin, networks: [String] = ["127.0.0.1"], timeout: Duration = .seconds(60),
        _ answers: [String: [[String]]]
    ) -> ImageFetcher {
        let policy = FetchPolicy(
            networks: networks.map { AddressBlock($0)! }, ports: [origin.port], timeout: timeout, maxBytes: 1000)
        return ImageFetcher(policy: policy, resolver: FakeResolver(answers))
    }

    private func isRefused(_ fetcher: ImageFetcher, _ url: String) async -> Bool {
        let error = await #expect(throws: COSError.self) { try await fetcher.fetch(url) }
        return error?.code == .invalidImageSource
    }

    @Test func `The address that was judged is connected, whatever the name means to others`() async throws {
        let origin = try await Origin(Origin.ok("hello"))
        let fetcher = fetcher(origin, ["pinned.invalid": [["127.0.0.1"]]])
        #expect(try await fetcher.fetch("http://pinned.invalid:\(origin.port)/") == Array("hello".utf8))
    }

    @Test func `Rebinding: a name is looked up once, and not again to connect`() async throws {
        // The system would find this machine by this name.
        let origin = try await Origin(Origin.ok("hello"))
        let elsewhere = fetcher(
            origin, networks: ["203.0.113.7"], timeout: .milliseconds(700),
            ["localhost": [["203.0.113.7"], ["127.0.0.1"]]])
        #expect(await isRefused(elsewhere, "http://localhost:\(origin.port)/"))
        #expect(origin.requestCount == 0)
    }

    @Test(arguments: [["127.0.0.1", "127.0.0.2"], ["10.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], []])
    func `A name with one address that is not permitted, or none, is refused`(addresses: [String]) async throws {
        let origin = try await Origin(Origin.ok("hello"))
        let fetcher = fetcher(origin, ["a.invalid": [addresses]])
        #expect(await isRefused(fetcher, "http://a.invalid:\(origin.port)/"))
        #expect(origin.requestCount == 0)
    }

    @Test func `A redirect to a name is judged by what it means then`() async throws {
        let origin = try await Origin(
            "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
        let fetcher = fetcher(origin, ["a.invalid": [["127.0.0.1"], ["127.0.0.2"]]])
        #expect(await isRefused(fetcher, "http://a.invalid:\(origin.port)/"))
        #expect(origin.requestCount == 1)
    }

    @Test func `Three requests are made at most, whatever redirects say`() async throws {
        let origin = try await Origin(
            "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
        let fetcher = fetcher(origin, ["a.invalid": [["127.0.0.1"]]])
        #expect(await isRefused(fetcher, "http://a.invalid:\(origin.port)/"))
        #expect(origin.requestCount == 3)
    }

    @Test func `Another address of the name is tried when one does not answer`() async throws {
        let origin = try await Origin(Origin.ok("hello"))
        let fetcher = fetcher(
            origin, networks: ["127.0.0.0/8"], ["a.invalid": [["127.0.0.9", "127.0.0.1"]]])
        #expect(try await fetcher.fetch("http://a.invalid:\(origin.port)/") == Array("hello".utf8))
    }

    @Test(arguments: ["Content-Encoding: gzip\r\n", "content-encoding: br\r\n", "Content-Encoding: deflate, gzip\r\n"])
    func `Coded answers are refused: what unfolds is not bounded by what arrives`(header: String) async throws {
        let origin = try await Origin(Origin.ok("hello", header))
        #expect(await isRefused(fetcher(origin, ["a.invalid": [["127.0.0.1"]]]), "http://a.invalid:\(origin.port)/"))
    }

    @Test(arguments: [1000, 1001])
    func `ImageTooLarge: by what arrives`(size: Int) async throws {
        let body = String(repeating: "x", count: size)
        let origin = try await Origin("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(body)")
        let fetcher = fetcher(origin, ["a.invalid": [["127.0.0.1"]]])
        if size <= 1000 {
            #expect(try await fetcher.fetch("http://a.invalid:\(origin.port)/").count == size)
        } else {
            let error = await #expect(throws: COSError.self) {
                try await fetcher.fetch("http://a.invalid:\(origin.port)/")
            }
            #expect(error?.code == .imageTooLarge)
        }
    }

    @Test func `The whole time is bounded, looking the name up included`() async throws {
        struct Never: AddressResolver {
            func addresses(of host: String) async throws -> [NetworkAddress] {
                try await Task.sleep(for: .seconds(3600))
                return []
            }
        }
        let policy = FetchPolicy(timeout: .milliseconds(100), maxBytes: 1)
        #expect(await isRefused(ImageFetcher(policy: policy, resolver: Never()), "http://a.invalid/"))
    }
}
