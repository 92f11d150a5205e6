import COSProtocol
import Crypto
import Foundation

@testable import ObjectStore

/// A folder of its own for a test's buckets, removed when the test lets go of it.
final class StoreFolder: Sendable {
    let path: String

    init(buckets: [String] = ["b-1"]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "object-store-\(UUID().uuidString)").path
        for bucket in buckets {
            try FileManager.default.createDirectory(atPath: "\(path)/\(bucket)", withIntermediateDirectories: true)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }

    /// What is directly in a folder; nothing when there is none.
    func names(_ folder: String) throws -> [String] {
        guard exists(folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }

    /// Every file below a folder.
    func files(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)")
            .filter {
                try FileManager.default.attributesOfItem(atPath: "\(path)/\(folder)/\($0)")[.type] as? FileAttributeType
                    == .typeRegular
            }.sorted()
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(name)")
    }
}

func md5(_ bytes: [UInt8]) -> [UInt8] {
    Array(Insecure.MD5.hash(data: bytes))
}

/// The code that `body` fails with; `nil` when it does not.
func failure<Value>(_ body: () async throws(StoreError) -> Value) async -> StoreError.Code? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error.code
    }
}

extension ObjectStore {
    /// Stages and publishes one object.
    @discardableResult
    func put(
        _ text: String, _ key: String, in bucket: String = "b-1", headers: [String: String] = [:],
        keepingExisting: Bool = false
    ) async throws(StoreError) -> any StagedObject {
        let fields = headers.sorted { $0.key < $1.key }.map { ObjectHeaders.Field(name: $0.key, value: $0.value) }
        let object = try await stage(
            Array(text.utf8), as: try! ObjectKey(key), in: BucketName(bucket)!, headers: ObjectHeaders(fields))
        try await publish([object], keepingExisting: keepingExisting)
        return object
    }

    func get(_ key: String, in bucket: String = "b-1") async throws(StoreError) -> any StoredObject {
        try await object(try! ObjectKey(key), in: BucketName(bucket)!)
    }

    func text(_ key: String, in bucket: String = "b-1") async throws(StoreError) -> String {
        String(decoding: try await get(key, in: bucket).readAll(), as: UTF8.self)
    }
}
