import ImageEnhance
import Testing

@testable import enhance

@Suite(.timeLimit(.minutes(10))) struct `Batch report` {
    private func status(_ files: [FileReport.Status], remaining: Int = 0) -> Int32 {
        BatchReport(
            files: files.map { FileReport(input: FilePath("a"), output: nil, status: $0) }, remaining: remaining,
            seconds: 0
        ).exitStatus
    }

    @Test func `all done is 0, some failed is 1, none done is 2`() {
        #expect(status([.processed, .original, .skipped]) == 0)
        #expect(status([.processed, .failed]) == 1)
        #expect(status([.failed, .failed]) == 2)
        #expect(status([]) == 0)
    }

    @Test func `what an interrupt left over counts as not done`() {
        #expect(status([.processed], remaining: 3) == 1)
        #expect(status([], remaining: 3) == 2)
    }
}
