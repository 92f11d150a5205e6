import AsyncHTTPClient
import NIOCore
import ObjectStore
import Synchronization
import Testing

@testable import RemoteStores

struct SequentialReaderTests {
    private let bytes = Array(UInt8.min...UInt8.max)

    /// Hands out `bytes` from where it is asked to, or from `start` on, seven at a time, and counts how often.
    private func reader(start: Int? = nil, opened: Log) -> SequentialReader {
        SequentialReader { [bytes] offset throws(StoreError) in
            opened.add(offset)
            let start = start ?? offset
            let pieces = stride(from: start, to: bytes.count, by: 7).map {
                ByteBuffer(bytes: bytes[$0..<min($0 + 7, bytes.count)])
            }
            let body = AsyncStream { continuation in
                for piece in pieces { continuation.yield(piece) }
                continuation.finish()
            }
            return (.stream(body), start)
        }
    }

    @Test func `Reads in order share one answer, and who jumps gets another`() async throws {
        let opened = Log()
        let reader = reader(opened: opened)
        #expect(try await reader.read(from: 0, count: 10) == Array(bytes[..<10]))
        #expect(try await reader.read(from: 10, count: 100) == Array(bytes[10..<110]))
        #expect(opened.entries == [0])
        #expect(try await reader.read(from: 200, count: 56) == Array(bytes[200...]))
        #expect(opened.entries == [0, 200])
    }

    @Test(arguments: [0, 1, 6, 7, 8, 255])
    func `What comes before the offset is skipped, where the other side knows no ranges`(offset: Int) async throws {
        let reader = reader(start: 0, opened: Log())
        let count = min(9, bytes.count - offset)
        #expect(try await reader.read(from: offset, count: count) == Array(bytes[offset..<(offset + count)]))
    }

    @Test func `Bytes that end early are no object, and the next read begins anew`() async throws {
        let opened = Log()
        let reader = reader(opened: opened)
        let error = await #expect(throws: StoreError.self) { try await reader.read(from: 250, count: 7) }
        #expect(error?.code == .unavailable)
        #expect(try await reader.read(from: 250, count: 6) == Array(bytes[250...]))
        #expect(opened.entries == [250, 250])
    }

    @Test func `Bytes that drip for ever are given up`() async throws {
        let reader = SequentialReader(timeout: .milliseconds(100)) { _ throws(StoreError) in
            let drip = AsyncStream { () -> ByteBuffer? in
                try? await Task.sleep(for: .milliseconds(5))
                return ByteBuffer(bytes: [0])
            }
            return (.stream(drip), 0)
        }
        let error = await #expect(throws: StoreError.self) { try await reader.read(from: 0, count: 1 << 40) }
        #expect(error?.code == .unavailable)
    }
}

/// Numbers in the order in which they came.
final class Log: Sendable {
    private let list = Mutex<[Int]>([])

    var entries: [Int] { list.withLock { $0 } }

    func add(_ entry: Int) {
        list.withLock { $0.append(entry) }
    }
}
