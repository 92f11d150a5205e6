import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import enhance_server

/// A connection whose clock stands still unless it is told to go on.
private final class Wire {
    let channel = EmbeddedChannel()
    let connection = Connection(remoteAddress: "-")
    private(set) var requests: [HTTPServerRequestPart] = []

    init(header: TimeAmount = .seconds(3600), idle: TimeAmount = .seconds(3600)) throws {
        try channel.pipeline.syncOperations.addHandler(HalfCloser())
        try GuardedHTTPChannel.addHandlers(
            to: channel.pipeline.syncOperations, connection, ConnectionRules.Limits(header: header, idle: idle))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    func send(_ text: String) throws {
        _ = try channel.writeInbound(ByteBuffer(string: text))
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) { requests.append(part) }
    }

    /// Answers the next request, and gives all that was sent.
    func answer(_ body: String = "ok") throws -> String {
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-length": "\(body.utf8.count)"])
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        channel.embeddedEventLoop.run()
        return try sent()
    }

    func sent() throws -> String {
        channel.embeddedEventLoop.run()
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    var isOpen: Bool {
        channel.embeddedEventLoop.run()
        return channel.isActive
    }
}

/// An embedded channel closes as a whole where a socket closes its output alone.
private final class HalfCloser: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output {
            promise?.succeed()
        } else {
            context.close(mode: mode, promise: promise)
        }
    }
}

struct ConnectionGuardTests {
    @Test func `A connection goes on after an answer`() throws {
        let wire = try Wire()
        for _ in 0..<3 {
            try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try wire.answer().contains("connection") == false)
            #expect(wire.isOpen)
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: te, CLOSE\r\n\r\n", false),
        ("GET / HTTP/1.0\r\nHost: a\r\n\r\n", false),
        ("GET / HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n", true),
    ])
    func `A connection ends when the request wants it, or speaks HTTP 1.0`(request: String, goesOn: Bool) throws {
        let wire = try Wire()
        try wire.send(request)
        let answer = try wire.answer()
        #expect(answer.contains(goesOn ? "connection: keep-alive" : "connection: close"))
        #expect(answer.hasSuffix("ok"))
        #expect(wire.isOpen == goesOn)
    }

    @Test func `Requests that follow each other closely are answered in order`() throws {
        let wire = try Wire()
        try wire.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
        #expect(wire.connection.nextFacts()?.hosts == ["a"])
        #expect(wire.connection.nextFacts()?.hosts == ["a", "b"])
        #expect(wire.connection.nextFacts() == nil)
        _ = try wire.answer("1")
        #expect(wire.isOpen)
        _ = try wire.answer("2")
        #expect(wire.isOpen)
    }

    @Test func `An answer before the body's end closes, once the client has had time to read it`() throws {
        let wire = try Wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nabc")
        #expect(try wire.answer().contains("connection: close"))
        let seen = wire.requests.count
        try wire.send(String(repeating: "x", count: 1000))
        #expect(wire.requests.count == seen, "what comes after is read by nobody")
        #expect(wire.isOpen)
        wire.channel.embeddedEventLoop.advanceTime(by: .seconds(3))
        #expect(!wire.isOpen)
    }

    @Test func `Not even for that time gigabytes are read`() throws {
        let wire = try Wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nabc")
        _ = try wire.answer()
        let megabyte = String(repeating: "x", count: 1 << 20)
        var count = 0
        while wire.isOpen && count < 100 {
            try? wire.send(megabyte)
            count += 1
        }
        #expect(count <= 10)
    }

    @Test func `A client that waits for it is told to continue once it is asked for its body`() throws {
        let wire = try Wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n")
        #expect(try wire.sent() == "")
        let facts = try #require(wire.connection.nextFacts())
        wire.connection.askForBody(facts)
        #expect(try wire.sent() == "HTTP/1.1 100 Continue\r\n\r\n")
        try wire.send("abc")
        #expect(wire.connection.isComplete(facts))
        #expect(try wire.answer().contains("connection") == false)
        #expect(wire.isOpen)
    }

    @Test func `A refused client is never told to continue`() throws {
        let wire = try Wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        let answer = try wire.answer("no")
        #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("connection: close"))
    }

    @Test func `Nobody is told to continue who does not wait, or speaks HTTP 1.0`() throws {
        for head in ["PUT / HTTP/1.1\r\nHost: a", "PUT / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue"] {
            let wire = try Wire()
            try wire.send(head + "\r\nContent-Length: 3\r\n\r\n")
            wire.connection.askForBody(try #require(wire.connection.nextFacts()))
            #expect(try wire.sent() == "")
        }
    }

    @Test func `A body that breaks off is not complete`() throws {
        let wire = try Wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        let facts = try #require(wire.connection.nextFacts())
        #expect(!wire.connection.isComplete(facts))
        try wire.send("0\r\n\r\n")
        #expect(wire.connection.isComplete(facts))
    }

    // MARK: Time

    @Test func `A head has its time from its first byte, however it drips`() throws {
        let wire = try Wire(header: .seconds(10))
        for byte in "GET / HT" {
            try wire.send(String(byte))
            wire.channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(wire.isOpen)
        wire.channel.embeddedEventLoop.advanceTime(by: .seconds(3))
        #expect(!wire.isOpen)
    }

    @Test func `Who connects and says nothing is not kept for longer than that`() throws {
        let wire = try Wire(header: .seconds(10))
        wire.channel.embeddedEventLoop.advanceTime(by: .seconds(11))
        #expect(!wire.isOpen)
    }

    @Test func `Between requests a connection may be idle for a while`() throws {
        let wire = try Wire(header: .seconds(10), idle: .seconds(60))
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try wire.answer()
        wire.channel.embeddedEventLoop.advanceTime(by: .seconds(55))
        #expect(wire.isOpen)
        wire.channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(!wire.isOpen)
    }

    @Test func `While the service works nobody hurries it`() throws {
        let wire = try Wire(header: .seconds(1), idle: .seconds(1))
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        wire.channel.embeddedEventLoop.advanceTime(by: .seconds(100))
        #expect(wire.isOpen)
    }

    @Test func `A client that left cancels what it asked for`() async throws {
        let left = try departed()
        await #expect(throws: CancellationError.self) {
            try await left.whileConnected { try await Task.sleep(for: .seconds(600)) }
        }
        #expect(try await Connection(remoteAddress: "-").whileConnected { 42 } == 42)
    }

    /// A wire must not outlive the thread that made it.
    private func departed() throws -> Connection {
        let wire = try Wire()
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        return wire.connection
    }

    @Test func `A server that stops closes idle connections at once and others after their answer`() throws {
        let idle = try Wire()
        try idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try idle.answer()
        idle.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(!idle.isOpen)

        let busy = try Wire()
        try busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        busy.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(busy.isOpen)
        #expect(try busy.answer().contains("connection: close"))
        #expect(!busy.isOpen)
    }
}
