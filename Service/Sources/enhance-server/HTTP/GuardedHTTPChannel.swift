internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Hummingbird's HTTP/1 connection with a guard in its pipeline.
struct GuardedHTTPChannel: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let asyncChannel: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let connection: Connection

        var channel: any Channel { asyncChannel.channel }
    }

    typealias Answer = @concurrent @Sendable (Request, consuming ResponseWriter, Connection) async throws -> Void

    /// Bytes and number of a head's fields; a Pic-Operations header alone may have 16 KiB.
    private static let headerBytes = 32 << 10
    private static let headerCount = 100

    let limits: ConnectionRules.Limits
    let answer: Answer
    /// Bound to a connection by `handle`.
    var responder: HTTPChannelHandler.Responder = { _, _, _ in }

    init(limits: ConnectionRules.Limits, answer: @escaping Answer) {
        self.limits = limits
        self.answer = answer
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try Self.limitUnsent(of: channel)
            let connection = Connection(remoteAddress: channel.remoteAddress?.ipAddress ?? "-")
            try Self.addHandlers(to: channel.pipeline.syncOperations, connection, limits)
            try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            return Value(
                asyncChannel: try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)),
                connection: connection)
        }
    }

    /// Keeps the system from taking megabytes ahead of a slow reader: between two writes it would look idle for as long
    /// as those take. What is on its way is not limited, so that nobody is slowed down.
    private static func limitUnsent(of channel: any Channel) throws {
        let option = ChannelOptions.Types.SocketOption(
            level: .tcp, name: NIOBSDSocket.Option(rawValue: CInt(TCP_NOTSENT_LOWAT)))
        try channel.syncOptions?.setOption(option, value: SocketOptionValue(ReplyWriter.piece))
    }

    /// The decoder and the guard, between bytes and parts.
    static func addHandlers(
        to pipeline: ChannelPipeline.SynchronousOperations, _ connection: Connection, _ limits: ConnectionRules.Limits
    ) throws {
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderFieldSize = headerBytes
        decoderLimits.maxHeaderListSize = headerBytes
        decoderLimits.maxHeaderFieldCount = headerCount
        // Every answer states its length itself: those to HEAD have one and no body.
        var encoding = HTTPResponseEncoder.Configuration()
        encoding.automaticallySetFramingHeaders = false
        let connectionGuard = ConnectionGuard(
            connection: connection, limits: limits, now: pipeline.eventLoop.now)
        try pipeline.addHandler(ByteObserver(connectionGuard))
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: encoding, withDecoderLimitConfiguration: decoderLimits)
        try pipeline.addHandler(connectionGuard)
    }

    func handle(value: Value, logger: Logger) async {
        var bound = self
        let answer = answer
        bound.responder = { request, writer, _ in try await answer(request, writer, value.connection) }
        await bound.handleHTTP(asyncChannel: value.asyncChannel, logger: logger)
    }
}
