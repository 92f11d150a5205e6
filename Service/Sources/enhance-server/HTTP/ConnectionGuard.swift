internal import NIOCore
internal import NIOHTTP1

/// What Hummingbird leaves open, at the one place that sees every part of a connection: time limits for heads, bodies
/// and readers, connections that must close after an answer, HTTP/1.0, and clients that hang up.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let connection: Connection
    private var rules: ConnectionRules
    /// Of the requests that are not answered, the first one's first.
    private var persistence: [Persistence] = []
    private var isDraining = false
    private var hasInputEnded = false
    private var closesAfterResponse = false
    private var timer: (deadline: NIODeadline, task: Scheduled<Void>)?

    /// - Parameter now: the time of the connection's event loop, which is the one that counts here.
    init(connection: Connection, limits: ConnectionRules.Limits, now: NIODeadline) {
        self.connection = connection
        rules = ConnectionRules(limits: limits, now: now)
    }

    // MARK: From the client

    func handlerAdded(context: ChannelHandlerContext) {
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        connection.open {
            loopBound.eventLoop.execute {
                let (handler, context) = loopBound.value
                handler.sendContinue(context)
            }
        }
        schedule(context)
    }

    private func sendContinue(_ context: ChannelHandlerContext) {
        guard context.channel.isActive, !rules.isNextRequestComplete else { return }
        rules.bodyAsked(now: context.eventLoop.now)
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        schedule(context)
    }

    func channelActive(context: ChannelHandlerContext) {
        schedule(context)
        context.fireChannelActive()
    }

    /// Called by `ByteObserver`, which sits before the decoder: a head may take its time.
    func bytesArrived(context: ChannelHandlerContext) {
        rules.bytesArrived(now: context.eventLoop.now)
        schedule(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if rules.isLingering {
            drop(part, context)
            return
        }
        switch part {
        case .head(let head):
            // HTTP/1.0 knows of no such answer.
            let expectsContinue =
                head.version.minor > 0
                && head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
            rules.headArrived(isAsked: !expectsContinue, now: context.eventLoop.now)
            persistence.append(Persistence(head))
            connection.requestArrived(
                Connection.Facts(
                    number: rules.requests, hosts: head.headers["host"], expectsContinue: expectsContinue,
                    arrival: .now))
        case .body(let buffer):
            rules.bodyArrived(bytes: buffer.readableBytes, now: context.eventLoop.now)
        case .end:
            rules.endArrived(now: context.eventLoop.now)
            connection.requestCompleted()
        }
        schedule(context)
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Whoever still wants more says so by `read`, during this call or later.
        rules.readingPaused(now: context.eventLoop.now)
        context.fireChannelReadComplete()
        if rules.isLingering { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        rules.readingWanted(now: context.eventLoop.now)
        schedule(context)
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            hasInputEnded = true
            connection.clientLeft()
            if rules.isLingering { context.close(promise: nil) }
        case is ChannelShouldQuiesceEvent:
            isDraining = true
            if !rules.hasOpenRequests { context.close(promise: nil) }
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.task.cancel()
        timer = nil
        connection.clientLeft()
        context.fireChannelInactive()
    }

    private func drop(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head: break
        case .body(let buffer): rules.bodyArrived(bytes: buffer.readableBytes, now: context.eventLoop.now)
        case .end: context.close(promise: nil)
        }
        if rules.isOver(now: context.eventLoop.now) { context.close(promise: nil) }
    }

    // MARK: To the client

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = observed(promise, context)
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // An answer before the request's end leaves bytes that nobody will read. No request at all: the decoder
            // could make nothing of what came.
            let asked = persistence.isEmpty ? Persistence.close : persistence.removeFirst()
            closesAfterResponse =
                asked == .close || isDraining || hasInputEnded || !rules.isNextRequestComplete
            if closesAfterResponse {
                head.headers.replaceOrAdd(name: "connection", value: "close")
            } else if asked == .keepAliveIfTold {
                head.headers.replaceOrAdd(name: "connection", value: "keep-alive")
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            let isWholeRequestRead = rules.isNextRequestComplete
            rules.responseEnded(now: context.eventLoop.now)
            if closesAfterResponse || isDraining && !rules.hasOpenRequests {
                let isUnread = !isWholeRequestRead && !hasInputEnded
                let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
                promise.futureResult.whenComplete { _ in
                    let (handler, context) = loopBound.value
                    handler.close(context, lingering: isUnread)
                }
            }
            context.writeAndFlush(data, promise: promise)
        }
        schedule(context)
    }

    /// - Parameter lingering: whether the client is still sending, and would lose the answer to a connection reset.
    private func close(_ context: ChannelHandlerContext, lingering: Bool) {
        guard lingering, !hasInputEnded else {
            context.close(promise: nil)
            return
        }
        rules.lingeringBegan(now: context.eventLoop.now)
        context.close(mode: .output, promise: nil)
        context.read()
        schedule(context)
    }

    /// Takes note of when a write is done: a client that reads nothing is not waited for.
    private func observed(
        _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) -> EventLoopPromise<Void> {
        let promise = promise ?? context.eventLoop.makePromise()
        rules.writeBegan(now: context.eventLoop.now)
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        promise.futureResult.whenComplete { _ in
            let (handler, context) = loopBound.value
            handler.rules.writeEnded(now: context.eventLoop.now)
            handler.schedule(context)
        }
        return promise
    }

    // MARK: Time

    private func schedule(_ context: ChannelHandlerContext) {
        guard context.channel.isActive, let deadline = rules.deadline else { return }
        // A timer that is early looks again.
        if let timer, timer.deadline <= deadline { return }
        timer?.task.cancel()
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: deadline) {
            let (handler, context) = loopBound.value
            handler.timer = nil
            if handler.rules.isOver(now: context.eventLoop.now) {
                context.close(promise: nil)
            } else {
                handler.schedule(context)
            }
        }
        timer = (deadline, task)
    }
}
