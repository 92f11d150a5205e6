import COSProtocol
import Foundation
import Testing

@testable import ObjectStore

@Suite struct CrashTests {
    private let bucket = BucketName("b-1")!

    /// What is stored at a key by the writer's word: the last number it has reported, and those it was about to store.
    private struct Expectation {
        var stored = 0
        var pending: Set<Int> = []
    }

    @Test func `kill -9 at random moments loses nothing, leaves nothing half, and the next start clears`() async throws
    {
        let folder = try StoreFolder(buckets: [bucket.text])
        var expectations: [String: Expectation] = [:]
        var number = 1
        var publications = 0
        var rounds = 0
        // At least so many that something was there to be lost, however busy the machine is.
        while rounds < 30 || publications < 100 && rounds < 300 {
            rounds += 1
            let lines = try await run(in: folder, from: number, for: .milliseconds(.random(in: 5...150)))
            for line in lines {
                let words = line.split(separator: " ")
                let key = String(words[0].drop { $0 == "?" })
                number = max(number, Int(words[1])! + 1)
                if line.hasPrefix("?") {
                    expectations[key, default: Expectation()].pending.insert(Int(words[1])!)
                } else {
                    expectations[key] = Expectation(stored: Int(words[1])!)
                    publications += 1
                }
            }
            let store = try DirectoryStore(path: folder.path)
            for key in expectations.keys {
                let found = try await self.number(at: key, in: store)
                let expected = expectations[key]!
                #expect(found == expected.stored || expected.pending.contains(found), "\(key): \(found), \(expected)")
                expectations[key] = Expectation(stored: found)
            }
            if let original = expectations["pair/original"], let result = expectations["pair/deep/result"] {
                #expect(original.stored == result.stored, "original and result are stored together or not at all")
            }
            #expect(try folder.names(".enhance/tmp").isEmpty)
            #expect(try folder.names(".enhance/b-1").count == folder.files("b-1").count, "a sidecar for each object")
        }
        #expect(publications >= 100)
    }

    /// What a writer reported before it was killed.
    private func run(in folder: StoreFolder, from number: Int, for duration: Duration) async throws -> [Substring] {
        let output = folder.path + "/output"
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: output) }
        let process = Process()
        process.executableURL = Self.products.appending(path: "crash-writer")
        process.arguments = [folder.path, "\(number)"]
        process.standardOutput = FileHandle(forWritingAtPath: output)
        try process.run()
        // From its first line on: starting takes a while of its own.
        while try Data(contentsOf: URL(filePath: output)).isEmpty && process.isRunning {
            try await Task.sleep(for: .milliseconds(1))
        }
        try await Task.sleep(for: duration)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
        let lines = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        return lines.split(separator: "\n")
    }

    /// The number that the object's bytes, metadata and tags all agree on; 0 when there is none.
    private func number(at key: String, in store: DirectoryStore) async throws -> Int {
        let object: any StoredObject
        do {
            object = try await store.object(ObjectKey(key), in: bucket)
        } catch  where (error as? StoreError)?.code == .noSuchKey {
            return 0
        }
        let bytes = try await object.readAll()
        let number = try #require(Int(object.metadata.headers["x-cos-meta-number"] ?? ""), "\(key) lost its metadata")
        let line = "\(key) \(number)\n"
        #expect(bytes.elementsEqual(String(repeating: line, count: 1 + number % 7 * 400).utf8))
        #expect(object.metadata.etag == EntityTag(md5: md5(bytes)))
        #expect(object.metadata.crc64 == CRC64.checksum(bytes))
        return number
    }

    /// The folder of the package's programs, that of the tests too.
    private static var products: URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }
}
