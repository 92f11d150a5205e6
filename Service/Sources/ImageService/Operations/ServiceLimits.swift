/// What the service takes on.
public struct ServiceLimits: Sendable, Hashable {
    /// Images in work at once.
    public var workers: Int
    /// Requests for images that wait; one more is refused.
    public var queue: Int
    /// How long one waits.
    public var queueTimeout: Duration
    /// Bytes that images in work may take all together.
    public var memory: Int
    /// Pixels of the largest image that is enhanced.
    public var maxPixels: Int
    /// Bytes of the largest file that is enhanced.
    public var maxSourceBytes: Int
    /// Bytes of the largest object that is stored.
    public var maxObjectBytes: Int

    public init(
        workers: Int, queue: Int, queueTimeout: Duration, memory: Int, maxPixels: Int, maxSourceBytes: Int,
        maxObjectBytes: Int
    ) {
        self.workers = workers
        self.queue = queue
        self.queueTimeout = queueTimeout
        self.memory = memory
        self.maxPixels = maxPixels
        self.maxSourceBytes = maxSourceBytes
        self.maxObjectBytes = maxObjectBytes
    }
}
