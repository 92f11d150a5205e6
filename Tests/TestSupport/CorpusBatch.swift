/// Some files of the data set that one test case goes through: a case a file would fill the log with a thousand lines.
public struct CorpusBatch: Sendable, CustomStringConvertible {
    public let files: [CorpusFile]

    public var description: String { "\(files[0]) and \(files.count - 1) more" }
}

extension [CorpusFile] {
    /// The files in batches of `count`, the last one smaller.
    public func batches(of count: Int) -> [CorpusBatch] {
        stride(from: 0, to: self.count, by: count).map {
            CorpusBatch(files: Array(self[$0..<Swift.min($0 + count, self.count)]))
        }
    }
}
