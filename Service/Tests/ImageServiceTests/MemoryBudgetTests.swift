import Testing

@testable import ImageService

struct MemoryBudgetTests {
    @Test func `What would never fit is refused at once`() async {
        let budget = MemoryBudget(bytes: 100)
        await #expect(throws: MemoryBudget.Refusal.neverEnough) { _ = try await budget.reserve(101, within: nil) }
        #expect(budget.reservedBytes == 0)
    }

    @Test func `The sum of reservations never exceeds the budget, and they end with their references`() async throws {
        let budget = MemoryBudget(bytes: 100)
        var held: MemoryBudget.Reservation? = try await budget.reserve(60, within: nil)
        let waiter = Task { try await budget.reserve(60, within: nil) }
        await until { budget.semaphore.waitingCount == 1 }
        #expect(budget.reservedBytes == 60)
        withExtendedLifetime(held) {}
        held = nil
        let next = try await waiter.value
        #expect(budget.reservedBytes == 60)
        withExtendedLifetime(next) {}
    }

    @Test func `Who needs little does not overtake who waits for much`() async throws {
        let budget = MemoryBudget(bytes: 100)
        let held = try await budget.reserve(60, within: nil)
        let large = Task { try await budget.reserve(90, within: nil) }
        await until { budget.semaphore.waitingCount == 1 }
        await #expect(throws: MemoryBudget.Refusal.waitedTooLong) {
            _ = try await budget.reserve(10, within: .milliseconds(20))
        }
        held.shrink(to: 0)
        let reservation = try await large.value
        #expect(budget.reservedBytes == 90)
        withExtendedLifetime(reservation) {}
    }

    @Test func `Whoever waits behind one that gives up comes next`() async throws {
        let budget = MemoryBudget(bytes: 100)
        let held = try await budget.reserve(60, within: nil)
        let large = Task { try await budget.reserve(90, within: nil) }
        await until { budget.semaphore.waitingCount == 1 }
        let small = Task { try await budget.reserve(10, within: nil) }
        await until { budget.semaphore.waitingCount == 2 }
        large.cancel()
        let reservation = try await small.value
        #expect(budget.reservedBytes == 70)
        withExtendedLifetime((held, reservation)) {}
    }

    @Test func `A reservation gives back what is no longer needed, and never grows`() async throws {
        let budget = MemoryBudget(bytes: 100)
        let reservation = try await budget.reserve(80, within: nil)
        reservation.shrink(to: 30)
        #expect(budget.reservedBytes == 30)
        reservation.shrink(to: 50)
        #expect(budget.reservedBytes == 30)
    }
}
