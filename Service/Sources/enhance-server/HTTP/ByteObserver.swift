internal import NIOCore

/// Sits before the decoder and tells the guard that bytes have come: of a head that is not there as a whole, nothing
/// else shows.
final class ByteObserver: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connectionGuard: ConnectionGuard

    init(_ connectionGuard: ConnectionGuard) {
        self.connectionGuard = connectionGuard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connectionGuard.bytesArrived(context: context)
        context.fireChannelRead(data)
    }
}
