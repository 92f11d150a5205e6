internal import COSProtocol
internal import S3Store

/// Where objects are.
enum StoreOptions: Sendable {
    private enum Kind: String, CaseIterable {
        case directory
        case s3
    }

    case directory
    case s3(S3Settings)

    /// - Parameter environment: has the store's key, which other users of the machine do not see there.
    static func read(_ options: OptionReader, environment: [String: String]) throws(UsageError) -> StoreOptions {
        let kind: Kind = try options.choice(.store) ?? .directory
        let addressing: S3Settings.Addressing = try options.choice(.s3Addressing) ?? .path
        let region = try options.value(.s3Region, accepted: "a region's name such as us-east-1") { text in
            text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x2C } && !text.isEmpty ? text : nil
        }
        let credentials = S3Credentials(
            id: environment["ENHANCE_S3_ACCESS_KEY"] ?? "", secret: Secret(environment["ENHANCE_S3_SECRET_KEY"] ?? ""))
        let settings = try options.value(.s3Endpoint, accepted: "a URL such as https://s3.eu-west-1.amazonaws.com") {
            S3Settings(
                endpoint: $0, region: region ?? "us-east-1", addressing: addressing, credentials: credentials)
        }
        guard kind == .s3 else { return .directory }
        guard let settings else { throw UsageError(message: "--store s3 needs --s3-endpoint") }
        guard credentials.isComplete else {
            throw UsageError(message: "--store s3 needs ENHANCE_S3_ACCESS_KEY and ENHANCE_S3_SECRET_KEY")
        }
        return .s3(settings)
    }
}
