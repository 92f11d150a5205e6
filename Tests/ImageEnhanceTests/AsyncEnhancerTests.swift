import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Enhancing asynchronously` {
    @Test(arguments: SampleFile.images) func `the async function gives the bytes of the other`(
        file: SampleFile
    ) async throws {
        let result = try await Enhancer().enhanced(file.bytes)
        #expect(try result.bytes == synchronously(file.bytes))
    }

    private func synchronously(_ file: [UInt8]) throws -> [UInt8] {
        try Enhancer().enhance(file).bytes
    }

    @Test func `errors come through`() async throws {
        let error = await #expect(throws: EnhanceError.self) { try await Enhancer().enhanced(SampleFile.text.bytes) }
        #expect(error?.code == .malformedImage)
    }

    @Test func `many images at once all come back`() async throws {
        let enhancer = Enhancer(gate: ImageGate(capacity: 2))
        let results = try await withThrowingTaskGroup { group in
            for index in 0..<12 {
                group.addTask { try await enhancer.enhanced(SampleFile.images[index % 3].bytes) }
            }
            return try await group.reduce(into: [ImageFormat?: Int]()) { $0[$1.format, default: 0] += 1 }
        }
        #expect(results == [.jpeg: 4, .png: 4, .webp: 4])
    }

    @Test func `cancelling the task reaches the work, and ignoreError does not hide it`() async throws {
        let enhancer = Enhancer(EnhanceParameters(ignoreError: true))
        let started = Cancellation()
        let task = Task {
            try await enhancer.offExecutor(weight: 0) { (threads, cancellation) throws(EnhanceError) in
                started.cancel()
                while !cancellation.isCancelled {}
                return try enhancer.enhance(SampleFile.png.bytes, threads: threads, cancellation: cancellation)
            }
        }
        try await eventually { started.isCancelled }
        task.cancel()
        let error = await #expect(throws: EnhanceError.self) { _ = try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test func `a place at the gate is given back whatever happens`() async throws {
        let enhancer = Enhancer(gate: ImageGate(capacity: 1))
        _ = try? await enhancer.enhanced(SampleFile.text.bytes)
        let cancelled = Task { try await enhancer.enhanced(SampleFile.png.bytes) }
        cancelled.cancel()
        _ = try? await cancelled.value
        _ = try await enhancer.enhanced(SampleFile.png.bytes)
    }
}
