internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Ids that look as COS's do: base64 of numbers in hexadecimal.
enum RequestID {
    private static let run = UInt32.random(in: .min ... .max)
    private static let count = Atomic<UInt32>(0)

    static func next() -> String {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        return encoded([UInt32(truncatingIfNeeded: Int(Date.now.timeIntervalSince1970)), run, number])
    }

    /// The trace that belongs to a request.
    static func trace(_ id: String) -> String {
        encoded([
            run, UInt32.random(in: .min ... .max), UInt32.random(in: .min ... .max), UInt32.random(in: .min ... .max),
        ])
    }

    private static func encoded(_ numbers: [UInt32]) -> String {
        Data(numbers.map { String($0, radix: 16) }.joined(separator: "_").utf8).base64EncodedString()
    }
}
