import Synchronization
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Image gate` {
    @Test(arguments: [1, 2, 3]) func `no more are in work at once than the gate allows`(capacity: Int) async {
        let gate = ImageGate(capacity: capacity)
        let counts = Counts()
        await withTaskGroup { group in
            for _ in 0..<40 {
                group.addTask {
                    try? await gate.enter()
                    counts.begin()
                    for _ in 0..<5 { await Task.yield() }
                    counts.end()
                    gate.leave()
                }
            }
        }
        #expect((1...capacity).contains(counts.most))
    }

    @Test func `who came first goes first`() async throws {
        let gate = ImageGate(capacity: 1)
        try await gate.enter()
        let order = Order()
        var tasks: [Task<Void, any Error>] = []
        for index in 0..<5 {
            tasks.append(
                Task {
                    try await gate.enter()
                    order.append(index)
                    gate.leave()
                })
            try await eventually { gate.waitingCount > index }
        }
        gate.leave()
        for task in tasks { try await task.value }
        #expect(order.values == [0, 1, 2, 3, 4])
    }

    @Test func `who is cancelled while waiting leaves the queue`() async throws {
        let gate = ImageGate(capacity: 1)
        try await gate.enter()
        let waiting = Task { try await gate.enter() }
        try await eventually { gate.waitingCount > 0 }
        waiting.cancel()
        let error = await #expect(throws: EnhanceError.self) { try await waiting.value }
        #expect(error?.code == .cancelled)
        #expect(gate.waitingCount == 0)
        gate.leave()
        try await gate.enter()
    }

    @Test func `who is cancelled before does not enter`() async {
        let gate = ImageGate(capacity: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await gate.enter()
        }
        await #expect(throws: EnhanceError.self) { try await task.value }
        #expect(gate.waitingCount == 0)
    }

    @Test func `a gate lets at least one through`() {
        #expect(ImageGate(capacity: 0).capacity == 1)
    }
}

private final class Counts: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func begin() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func end() {
        counts.withLock { $0.now -= 1 }
    }
}

private final class Order: Sendable {
    private let order = Mutex([Int]())

    var values: [Int] { order.withLock { $0 } }

    func append(_ value: Int) {
        order.withLock { $0.append(value) }
    }
}
