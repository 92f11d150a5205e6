import COSProtocol
import Foundation
import ObjectStore

/// Writes to a store until it is killed: `crash-writer <folder> <seed>`. Each line it prints, `<key> <n>`
/// (0 for a deletion), says that this is stored now; a line with `?` in front, that it is about to be.
@main
struct CrashWriter {
    static let bucket = BucketName("b-1")!

    static func main() async throws {
        let store = try DirectoryStore(path: CommandLine.arguments[1])
        let first = Int(CommandLine.arguments[2])!
        let parent = getppid()
        for number in first... {
            // Whoever was to kill it is gone.
            guard getppid() == parent else { return }
            let key = "f\(Int.random(in: 0..<3))/k\(Int.random(in: 0..<3))"
            if Int.random(in: 0..<6) == 0 {
                say("?\(key) 0")
                try await store.delete(ObjectKey(key), in: bucket)
                say("\(key) 0")
                continue
            }
            // An original and its result, or one object.
            let keys = Int.random(in: 0..<3) == 0 ? ["pair/original", "pair/deep/result"] : [key]
            for key in keys { say("?\(key) \(number)") }
            var objects: [any StagedObject] = []
            for key in keys {
                let headers = ObjectHeaders([.init(name: "x-cos-meta-number", value: "\(number)")])
                objects.append(
                    try await store.stage(content(key, number), as: ObjectKey(key), in: bucket, headers: headers))
            }
            if Int.random(in: 0..<8) == 0 { continue }
            try await store.publish(objects, keepingExisting: false)
            for key in keys { say("\(key) \(number)") }
        }
    }

    /// Bytes that tell what they are, from their first to their last.
    private static func content(_ key: String, _ number: Int) -> [UInt8] {
        let line = "\(key) \(number)\n"
        return Array(String(repeating: line, count: 1 + number % 7 * 400).utf8)
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
