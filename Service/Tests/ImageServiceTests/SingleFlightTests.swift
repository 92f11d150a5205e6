import Testing

@testable import ImageService

struct SingleFlightTests {
    @Test func `Equal clients at one time share one piece of work`() async throws {
        let flights = SingleFlight<String, Int>()
        let (work, arrivals) = (Latch(), Log())
        let clients = (0..<8).map { _ in
            Task {
                try await flights.value(for: "a") {
                    arrivals.add(1)
                    await work.wait()
                    return 42
                }
            }
        }
        await until { arrivals.entries.count == 1 && flights.clientCount(of: "a") == 8 }
        work.open()
        var shared = 0
        for client in clients {
            let result = try await client.value
            #expect(result.value == 42)
            shared += result.isShared ? 1 : 0
        }
        #expect(arrivals.entries.count == 1)
        #expect(shared == 7)
    }

    @Test func `Different keys do not share, and a result is not kept`() async throws {
        let flights = SingleFlight<String, Int>()
        let runs = Log()
        for key in ["a", "b", "a"] {
            _ = try await flights.value(for: key) {
                runs.add(0)
                return 0
            }
        }
        #expect(runs.entries.count == 3)
    }

    @Test func `Everybody gets the error`() async {
        struct Failure: Error {}
        let flights = SingleFlight<String, Int>()
        await #expect(throws: Failure.self) { _ = try await flights.value(for: "a") { throw Failure() } }
    }

    @Test func `The work goes on until the last client has gone, each of whom goes at once`() async throws {
        let flights = SingleFlight<String, Int>()
        let (started, cancelled) = (Log(), Log())
        let work: @Sendable () async throws -> Int = {
            started.add(0)
            do {
                try await Task.sleep(for: .seconds(600))
            } catch {
                cancelled.add(0)
                throw error
            }
            return 0
        }
        let first = Task { try await flights.value(for: "a", work) }
        await until { started.entries.count == 1 }
        let second = Task { try await flights.value(for: "a", work) }
        await until { flights.clientCount(of: "a") == 2 }
        first.cancel()
        await #expect(throws: CancellationError.self) { _ = try await first.value }
        #expect(cancelled.entries.isEmpty)
        second.cancel()
        await #expect(throws: CancellationError.self) { _ = try await second.value }
        await until { cancelled.entries.count == 1 }
        #expect(started.entries.count == 1)
    }

    @Test func `Who comes after all have gone starts anew`() async throws {
        let flights = SingleFlight<String, Int>()
        let started = Log()
        let first = Task {
            try await flights.value(for: "a") {
                started.add(0)
                try await Task.sleep(for: .seconds(600))
                return 1
            }
        }
        await until { started.entries.count == 1 }
        first.cancel()
        _ = try? await first.value
        #expect(try await flights.value(for: "a") { 2 }.value == 2)
    }
}
