import Synchronization

/// Waits until something that others do has happened.
func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

/// Numbers in the order in which they came.
final class Log: Sendable {
    private let list = Mutex<[Int]>([])

    var entries: [Int] { list.withLock { $0 } }

    func add(_ entry: Int) {
        list.withLock { $0.append(entry) }
    }
}
