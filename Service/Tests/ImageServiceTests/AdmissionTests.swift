import Testing

@testable import ImageService

struct AdmissionTests {
    @Test func `One more than workers and queue is refused at once`() async throws {
        let admission = Admission(workers: 2, queue: 1, timeout: .seconds(60))
        let places = [try await admission.enter(), try await admission.enter()]
        let waiter = Task { try await admission.enter() }
        await until { admission.waitingCount == 1 }
        await #expect(throws: Admission.Refusal.queueFull) { _ = try await admission.enter() }
        #expect(admission.runningCount == 2)
        places[0].leave()
        let place = try await waiter.value
        #expect(admission.runningCount == 2)
        #expect(admission.waitingCount == 0)
        place.leave()
        places[1].leave()
        #expect(admission.runningCount == 0)
    }

    @Test func `Without a queue nobody waits`() async throws {
        let admission = Admission(workers: 1, queue: 0, timeout: .seconds(60))
        let place = try await admission.enter()
        await #expect(throws: Admission.Refusal.queueFull) { _ = try await admission.enter() }
        place.leave()
        try await admission.enter().leave()
    }

    @Test func `Who waited too long is told so, and no longer counts`() async throws {
        let admission = Admission(workers: 1, queue: 1, timeout: .milliseconds(20))
        let place = try await admission.enter()
        await #expect(throws: Admission.Refusal.waitedTooLong) { _ = try await admission.enter() }
        #expect(admission.waitingCount == 0)
        place.leave()
        try await admission.enter().leave()
    }

    @Test func `A cancelled waiter leaves its place in the queue`() async throws {
        let admission = Admission(workers: 1, queue: 1, timeout: .seconds(60))
        let place = try await admission.enter()
        let waiter = Task { try await admission.enter() }
        await until { admission.waitingCount == 1 }
        waiter.cancel()
        await #expect(throws: Admission.Refusal.cancelled) { _ = try await waiter.value }
        #expect(admission.waitingCount == 0)
        place.leave()
        #expect(admission.runningCount == 0)
    }

    @Test func `A place is given back once, however often it is left`() async throws {
        let admission = Admission(workers: 1, queue: 0, timeout: .seconds(60))
        let place = try await admission.enter()
        place.leave()
        place.leave()
        let next = try await admission.enter()
        await #expect(throws: Admission.Refusal.queueFull) { _ = try await admission.enter() }
        next.leave()
    }

    @Test func `A slow upload holds no worker, counts as waiting, and comes first again`() async throws {
        let admission = Admission(workers: 1, queue: 2, timeout: .seconds(60))
        let upload = try await admission.enter()
        upload.letGo()
        #expect(admission.runningCount == 0)
        #expect(admission.waitingCount == 1)
        let download = try await admission.enter()
        let later = Task { try await admission.enter() }
        await until { admission.waitingCount == 2 }
        await #expect(throws: Admission.Refusal.queueFull) { _ = try await admission.enter() }
        let again = Task { try await upload.takeAgain() }
        // Both wait now; the upload that came back is before the one that came later.
        await until { admission.places.waitingCount == 2 }
        download.leave()
        try await again.value
        #expect(admission.runningCount == 1)
        upload.leave()
        try await later.value.leave()
        #expect(admission.waitingCount == 0)
    }

    @Test func `Places go to who came first`() async throws {
        let admission = Admission(workers: 1, queue: 10, timeout: .seconds(60))
        let first = try await admission.enter()
        let order = Log()
        var waiters: [Task<Void, any Error>] = []
        for number in 0..<5 {
            waiters.append(
                Task {
                    let place = try await admission.enter()
                    order.add(number)
                    place.leave()
                })
            await until { admission.waitingCount == number + 1 }
        }
        first.leave()
        for waiter in waiters { try await waiter.value }
        #expect(order.entries == [0, 1, 2, 3, 4])
    }
}
