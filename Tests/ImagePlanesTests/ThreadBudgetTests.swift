import Foundation
import ImagePlanes
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Thread budgets` {
    struct Failure: Error, Equatable {
        var index: Int
    }

    @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 100])
    func `results come in order, each made once`(threads: Int, count: Int) {
        let calls = Atomic(0)
        let squares = ThreadBudget(threads).map(count) { index in
            calls.add(1, ordering: .relaxed)
            return index * index
        }
        #expect(squares == (0..<count).map { $0 * $0 })
        #expect(calls.load(ordering: .relaxed) == count)
    }

    @Test(arguments: [1, 2, 8])
    func `the first error in order is thrown`(threads: Int) {
        #expect(throws: Failure(index: 3)) {
            _ = try ThreadBudget(threads).map(20) { (index) throws(Failure) in
                if index % 8 >= 3 { throw Failure(index: index) }
                return index
            }
        }
    }

    @Test func `a serial budget stays on the calling thread`() {
        let caller = pthread_self()
        let threads = ThreadBudget.serial.map(8) { _ in
            usleep(1000)
            return pthread_self()
        }
        #expect(threads.allSatisfy { $0 == caller })
    }
}
