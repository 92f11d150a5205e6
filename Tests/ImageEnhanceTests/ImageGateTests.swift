import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Image gate` {
    /// One who holds a place until it is let go.
    private final class Holder: Sendable {
        private let gate: ImageGate
        private let admission = Mutex<ImageGate.Admission?>(nil)

        init(_ gate: ImageGate, threads: Int = 1, bytes: Int = 0) throws(EnhanceError) {
            self.gate = gate
            let admission = try gate.enter(threads: threads, bytes: bytes, cancellation: nil)
            self.admission.withLock { $0 = admission }
        }

        var threads: Int { admission.withLock { $0?.threads ?? 0 } }

        func leave() {
            guard let held = admission.withLock({ $0.take() }) else { return }
            gate.leave(held)
        }
    }

    /// Notes the order in which requests are let in.
    private final class Order: Sendable {
        private let order = Mutex([Int]())

        var values: [Int] { order.withLock { $0 } }

        func append(_ value: Int) {
            order.withLock { $0.append(value) }
        }
    }

    /// Sees how many are in work at once.
    private final class Counts: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var most: Int { counts.withLock { $0.most } }

        func work() {
            counts.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            for _ in 0..<1000 { _ = most }
            counts.withLock { $0.now -= 1 }
        }
    }

    /// Asks without waiting; who is let in leaves at once.
    private func ask(_ gate: ImageGate, bytes: Int, as name: Int, _ order: Order) {
        gate.request(gate.nextTicket(), threads: 1, bytes: bytes, cancellation: nil) { answer in
            guard case .success(let admission) = answer else { return }
            order.append(name)
            gate.leave(admission)
        }
    }

    @Test(arguments: [1, 2, 3]) func `no more are in work at once than the gate allows, whoever calls`(
        capacity: Int
    ) async throws {
        let gate = ImageGate(capacity: capacity)
        let counts = Counts()
        try await withThrowingTaskGroup { group in
            for index in 0..<40 {
                group.addTask {
                    if index % 2 == 0 {
                        try await ImageGate.run(behind: gate, threads: 1, bytes: 0) { _, _ in counts.work() }
                    } else {
                        let holder = try Holder(gate)
                        counts.work()
                        holder.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect((1...capacity).contains(counts.most))
        #expect(gate.counts == ImageGate.Counts())
    }

    @Test func `threads are counted: who asks for more gets what is free, and one where others wait`() async throws {
        let gate = ImageGate(capacity: 4)
        let first = try Holder(gate, threads: 3)
        let second = try Holder(gate, threads: 3)
        #expect(first.threads == 3 && second.threads == 1)
        let waiting = (0..<2).map { _ in
            Task { try await ImageGate.run(behind: gate, threads: 4, bytes: 0) { threads, _ in threads } }
        }
        try await eventually { gate.counts.waiting == 2 }
        #expect(gate.counts.threads == 4 && gate.counts.images == 2)
        first.leave()
        var granted: [Int] = []
        for task in waiting { granted.append(try await task.value) }
        #expect(granted.max()! <= 3)
        second.leave()
    }

    @Test func `of equal images, who came first goes first`() throws {
        let gate = ImageGate(capacity: 1)
        let holder = try Holder(gate)
        let order = Order()
        for index in 0..<5 { ask(gate, bytes: 1_000_000, as: index, order) }
        #expect(gate.counts.waiting == 5)
        holder.leave()
        #expect(order.values == [0, 1, 2, 3, 4])
    }

    @Test func `small images go first, but pass a large one with no more work than its own`() throws {
        let gate = ImageGate(capacity: 1)
        let holder = try Holder(gate)
        let order = Order()
        let large = 10_000_000
        let small = 1_000_000
        ask(gate, bytes: large, as: -1, order)
        // Each small one, when it is done, is followed by another: without end, if nothing bounded them.
        @Sendable func askAgain(_ index: Int) {
            guard index < 100 else { return }
            gate.request(gate.nextTicket(), threads: 1, bytes: small, cancellation: nil) { answer in
                guard case .success(let admission) = answer else { return }
                order.append(index)
                askAgain(index + 1)
                gate.leave(admission)
            }
        }
        askAgain(0)
        holder.leave()
        #expect(order.values.first == 0)
        let passed = try #require(order.values.firstIndex(of: -1))
        #expect(passed * small <= large && passed * small >= large - 2 * small)
    }

    @Test func `memory is bounded, and one that needs more than there is gets in alone`() async throws {
        let gate = ImageGate(capacity: 8, workingBytes: 10_000_000)
        let first = try Holder(gate, bytes: 6_000_000)
        let second = try Holder(gate, bytes: 4_000_000)
        let waiting = Task {
            try await ImageGate.run(behind: gate, threads: 1, bytes: 50_000_000) { _, _ in gate.counts }
        }
        try await eventually { gate.counts.waiting == 1 }
        #expect(gate.counts.workingBytes == 10_000_000)
        first.leave()
        #expect(gate.counts.waiting == 1)
        second.leave()
        let inWork = try await waiting.value
        #expect(inWork.images == 1 && inWork.workingBytes == 50_000_000)
    }

    @Test func `who comes when the queue is full is turned away, and told of overload`() throws {
        let gate = ImageGate(capacity: 1, queue: 2)
        let holder = try Holder(gate)
        let order = Order()
        for index in 0..<2 { ask(gate, bytes: 0, as: index, order) }
        let error = try #require(throws: EnhanceError.self) { try Enhancer(gate: gate).enhance(SampleFile.png.bytes) }
        #expect(error.code == .overloaded)
        #expect(error.message.contains("2 images wait"))
        let hidden = Enhancer(EnhanceParameters(ignoreError: true), gate: gate)
        #expect(throws: EnhanceError.self) { try hidden.enhance(SampleFile.png.bytes) }
        #expect(gate.counts.refused == 2)
        holder.leave()
        #expect(order.values == [0, 1])
        _ = try Enhancer(gate: gate).enhance(SampleFile.png.bytes)
    }

    @Test func `who waits too long is turned away, be it a thread or a task`() async throws {
        let gate = ImageGate(capacity: 1, patience: .milliseconds(30))
        let holder = try Holder(gate)
        let error = await #expect(throws: EnhanceError.self) {
            _ = try await Enhancer(gate: gate).enhanced(SampleFile.png.bytes)
        }
        #expect(error?.code == .overloaded)
        func synchronously() -> EnhanceError? {
            do throws(EnhanceError) {
                _ = try Enhancer(gate: gate).enhance(SampleFile.png.bytes)
                return nil
            } catch {
                return error
            }
        }
        #expect(synchronously()?.code == .overloaded)
        #expect(gate.counts.refused == 2 && gate.counts.waiting == 0)
        holder.leave()
        _ = try await Enhancer(gate: gate).enhanced(SampleFile.png.bytes)
    }

    @Test func `who is cancelled while waiting leaves the queue`() async throws {
        let gate = ImageGate(capacity: 1)
        let holder = try Holder(gate)
        let task = Task { try await Enhancer(gate: gate).enhanced(SampleFile.png.bytes) }
        let cancellation = Cancellation()
        let thread = Task.detached {
            func synchronously() throws {
                _ = try Enhancer(gate: gate).enhance(SampleFile.png.bytes, cancellation: cancellation)
            }
            try synchronously()
        }
        try await eventually { gate.counts.waiting == 2 }
        task.cancel()
        cancellation.cancel()
        let error = await #expect(throws: EnhanceError.self) { _ = try await task.value }
        let other = await #expect(throws: EnhanceError.self) { try await thread.value }
        #expect(error?.code == .cancelled && other?.code == .cancelled)
        #expect(gate.counts.waiting == 0 && gate.counts.refused == 0)
        holder.leave()
        _ = try await Enhancer(gate: gate).enhanced(SampleFile.png.bytes)
    }

    @Test func `who is cancelled before does not enter`() async {
        let gate = ImageGate(capacity: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await ImageGate.run(behind: gate, threads: 1, bytes: 0) { _, _ in }
        }
        await #expect(throws: EnhanceError.self) { try await task.value }
        #expect(gate.counts == ImageGate.Counts())
    }

    @Test func `a gate lets at least one through`() {
        #expect(ImageGate(capacity: 0).capacity == 1)
        #expect(ImageGate(capacity: .min, workingBytes: .min, queue: .min).queue == 0)
    }

    /// As many threads as a busy server has, all in synchronous calls.
    @Test func `synchronous calls from many threads are bounded, and every kind of them`() async throws {
        let gate = ImageGate(capacity: 2)
        let enhancer = Enhancer(gate: gate)
        let image = try ImageDecoder().decode(SampleFile.png.bytes).image
        let calls: [@Sendable () throws -> Void] = [
            { _ = try enhancer.enhance(SampleFile.jpeg.bytes) }, { _ = try enhancer.enhance(image) },
            { _ = try enhancer.contactSheet(of: SampleFile.png.bytes) },
            { _ = try enhancer.comparison(of: SampleFile.png.bytes) },
            { _ = try enhancer.noiseProfile(of: SampleFile.jpeg.bytes) }, { _ = try enhancer.noiseProfile(of: image) },
            { _ = try enhancer.compressionProfile(of: SampleFile.jpeg.bytes) },
        ]
        for call in calls {
            let holders = try [Holder(gate), Holder(gate)]
            let done = Mutex(0)
            let queue = DispatchQueue(label: "callers", attributes: .concurrent)
            for _ in 0..<4 {
                queue.async {
                    try? call()
                    done.withLock { $0 += 1 }
                }
            }
            try await eventually { gate.counts.waiting == 4 }
            #expect(done.withLock { $0 } == 0)
            for holder in holders { holder.leave() }
            try await eventually { done.withLock { $0 } == 4 }
        }
    }

    /// A task that was let in must not need a thread of Swift Concurrency, which calls may all hold while they wait for it.
    @Test func `synchronous calls on all threads of Swift Concurrency wait for async ones without a deadlock`()
        async throws
    {
        let gate = ImageGate(capacity: 1)
        let enhancer = Enhancer(gate: gate)
        try await withThrowingTaskGroup { group in
            for index in 0..<64 {
                group.addTask {
                    func synchronously() throws { _ = try enhancer.noiseProfile(of: SampleFile.jpeg.bytes) }
                    if index % 2 == 0 {
                        try synchronously()
                    } else {
                        _ = try await enhancer.measureNoise(of: SampleFile.jpeg.bytes)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(gate.counts == ImageGate.Counts())
    }

    @Test func `an image is too large by the threads asked for, not by those that happen to be free`() throws {
        let village = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../testdata/jpeg/village.jpg")
        let file = Array(try Data(contentsOf: village))
        let header = try ImageHeader(file)
        let few = header.workingBytes(threads: .serial)
        #expect(few < header.workingBytes(threads: ThreadBudget(4)))
        var parameters = EnhanceParameters()
        parameters.threads = ThreadBudget(4)
        parameters.limits.workingBytes = few
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer(parameters, gate: ImageGate(capacity: 1)).enhance(file)
        }
        #expect(error.limit == "workingBytes")
    }
}
