internal import COSProtocol
internal import RemoteStores

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Where objects are.
enum StoreOptions: Sendable {
    private enum Kind: String, CaseIterable {
        case directory
        case s3
    }

    case directory(path: String)
    /// - spool: the path of the folder for uploads under way.
    case s3(S3Settings, spool: String)
    case origin(OriginSettings, bucket: BucketName)

    /// All of them are read whichever counts: a wrong value is a typing error at any time.
    ///
    /// - Parameter environment: has the store's key, which other users of the machine do not see there.
    static func read(_ options: OptionReader, environment: [String: String]) throws(UsageError) -> StoreOptions {
        let folder = try folder(options)
        let kind: Kind = try options.choice(.store) ?? .directory
        let s3 = try s3(options, environment: environment)
        let bucket = try options.value(.defaultBucket, accepted: "a bucket's name", parse: { BucketName($0) })
        let origin = try options.value(
            .origin, accepted: "a URL such as https://images.example.com/path/", parse: { OriginSettings(url: $0) })
        if let origin {
            guard !options.isGiven(.store) else { throw UsageError(message: "--origin and --store exclude each other") }
            guard let bucket else {
                throw UsageError(message: "--origin needs --default-bucket: what the bucket of its files is called")
            }
            return .origin(origin, bucket: bucket)
        }
        guard let folder else { throw UsageError(message: "--data is missing: name the directory of the objects") }
        guard kind == .s3 else { return .directory(path: folder) }
        guard let s3 else { throw UsageError(message: "--store s3 needs --s3-endpoint") }
        guard s3.credentials.isComplete else {
            throw UsageError(message: "--store s3 needs ENHANCE_S3_ACCESS_KEY and ENHANCE_S3_SECRET_KEY")
        }
        return .s3(s3, spool: folder)
    }

    private static func folder(_ options: OptionReader) throws(UsageError) -> String? {
        try options.value(.data, accepted: "an existing directory") { text in
            var isDirectory = false
            return FileManager.default.fileExists(atPath: text, isDirectory: &isDirectory) && isDirectory ? text : nil
        }
    }

    private static func s3(_ options: OptionReader, environment: [String: String]) throws(UsageError) -> S3Settings? {
        let addressing: S3Settings.Addressing = try options.choice(.s3Addressing) ?? .path
        let region = try options.value(.s3Region, accepted: "a region's name such as us-east-1") { text in
            text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x2C } && !text.isEmpty ? text : nil
        }
        let credentials = S3Credentials(
            id: environment["ENHANCE_S3_ACCESS_KEY"] ?? "", secret: Secret(environment["ENHANCE_S3_SECRET_KEY"] ?? ""))
        return try options.value(.s3Endpoint, accepted: "a URL such as https://s3.eu-west-1.amazonaws.com") {
            S3Settings(
                endpoint: $0, region: region ?? "us-east-1", addressing: addressing, credentials: credentials)
        }
    }
}
