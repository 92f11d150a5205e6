internal import NIOCore

/// When a connection has had its time, and whether it may be used again. Pure: events and a clock in, answers out.
struct ConnectionRules {
    struct Limits: Sendable {
        /// From a head's first byte, or from the connection's beginning, to the head's end.
        var header: TimeAmount
        /// Without any progress, and what a body may lag behind `bodyBytesPerSecond`.
        var idle: TimeAmount
        /// What a body's sender must manage on average.
        var bodyBytesPerSecond = 16 << 10
        /// How long and how much is read from a client that was refused, so that it gets to read the answer: closing
        /// with bytes unread would reset the connection and take the answer along.
        var lingering = TimeAmount.seconds(2)
        var lingeringBytes = 8 << 20

        init(header: TimeAmount, idle: TimeAmount) {
            self.header = header
            self.idle = idle
        }
    }

    private enum Input {
        /// Nothing of the next request is there.
        case idle(since: NIODeadline)
        case head(since: NIODeadline)
        /// A request's body is to come; `waited` is the time for which somebody was ready to take it.
        case body(waited: TimeAmount, bytes: Int)
        /// The request is there as a whole.
        case complete
    }

    private let limits: Limits
    private var input: Input
    /// Whether the client may send its body, or still waits to be told so.
    private var isBodyAsked = true
    /// Since when bytes of the body are waited for; `nil` while nobody takes any.
    private var waitingSince: NIODeadline?
    private var unwritten = 0
    private var lastWritten: NIODeadline
    private var lingeringSince: NIODeadline?
    private var lingeringBytes = 0
    private(set) var requests = 0
    private(set) var completeRequests = 0
    private(set) var responses = 0

    init(limits: Limits, now: NIODeadline) {
        self.limits = limits
        // Who connects and says nothing has as long as who says it slowly.
        input = .head(since: now)
        lastWritten = now
    }

    var isLingering: Bool { lingeringSince != nil }
    /// Requests of which at least the head is there, and that are not answered.
    var hasOpenRequests: Bool { requests > responses }
    /// Whether the request that is answered next is there as a whole.
    var isNextRequestComplete: Bool { completeRequests > responses }

    // MARK: What happens

    mutating func bytesArrived(now: NIODeadline) {
        if case .idle = input { input = .head(since: now) }
    }

    /// - Parameter isAsked: whether the client sends its body without being told to continue.
    mutating func headArrived(isAsked: Bool, now: NIODeadline) {
        requests += 1
        input = .body(waited: .zero, bytes: 0)
        isBodyAsked = isAsked
        waitingSince = nil
    }

    mutating func bodyArrived(bytes: Int, now: NIODeadline) {
        if isLingering { lingeringBytes += bytes }
        guard case .body(let waited, let sum) = input else { return }
        let waiting = waitingSince.map { now - $0 } ?? .zero
        input = .body(waited: waited + waiting, bytes: sum + bytes)
        if waitingSince != nil { waitingSince = now }
    }

    mutating func endArrived(now: NIODeadline) {
        completeRequests += 1
        waitingSince = nil
        input = hasOpenRequests ? .complete : .idle(since: now)
    }

    /// The client was told to continue.
    mutating func bodyAsked(now: NIODeadline) {
        isBodyAsked = true
        readingWanted(now: now)
    }

    /// Somebody takes what comes.
    mutating func readingWanted(now: NIODeadline) {
        if case .body = input, isBodyAsked, waitingSince == nil { waitingSince = now }
    }

    /// Nobody reads for now: the time that passes is not the client's.
    mutating func readingPaused(now: NIODeadline) {
        bodyArrived(bytes: 0, now: now)
        waitingSince = nil
    }

    mutating func writeBegan(now: NIODeadline) {
        if unwritten == 0 { lastWritten = now }
        unwritten += 1
    }

    mutating func writeEnded(now: NIODeadline) {
        unwritten -= 1
        lastWritten = now
    }

    mutating func responseEnded(now: NIODeadline) {
        responses += 1
        if case .complete = input, !hasOpenRequests { input = .idle(since: now) }
    }

    mutating func lingeringBegan(now: NIODeadline) {
        lingeringSince = now
    }

    // MARK: What follows

    /// When to look again; `nil` while only the service itself is waited for.
    var deadline: NIODeadline? {
        if let lingeringSince { return lingeringSince + limits.lingering }
        var deadlines: [NIODeadline] = []
        switch input {
        case .idle(let since): deadlines.append(since + limits.idle)
        case .head(let since) where !hasOpenRequests: deadlines.append(since + limits.header)
        case .body(let waited, let bytes):
            if let waitingSince { deadlines.append(waitingSince + limits.idle + allowance(bytes) - waited) }
        case .head, .complete: break
        }
        if unwritten > 0 { deadlines.append(lastWritten + limits.idle) }
        return deadlines.min()
    }

    func isOver(now: NIODeadline) -> Bool {
        if isLingering && lingeringBytes > limits.lingeringBytes { return true }
        return deadline.map { now >= $0 } ?? false
    }

    private func allowance(_ bytes: Int) -> TimeAmount {
        .nanoseconds(Int64(Double(bytes) / Double(limits.bodyBytesPerSecond) * 1e9))
    }
}
