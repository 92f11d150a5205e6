internal import FoundationEssentials

/// Every key that may sign requests.
public struct Credentials: Sendable {
    private let byID: [String: Credential]

    public var isEmpty: Bool { byID.isEmpty }

    /// Of several with one id the first counts; `init(json:)` refuses such files.
    public init(_ credentials: [Credential] = []) {
        byID = Dictionary(credentials.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Reads a key file: `{"keys":[{"id":…,"secret":…,"actions":[…]?,"resources":[…]?}]}`.
    ///
    /// - Throws: `KeyFileError`, which never repeats the file's content.
    public init(json: [UInt8]) throws(KeyFileError) {
        let file: KeyFile
        do {
            file = try JSONDecoder().decode(KeyFile.self, from: Data(json))
        } catch {
            // A decoding error may quote the text around it.
            throw KeyFileError(#"it must be JSON of the form {"keys":[{"id":"…","secret":"…"}]}"#)
        }
        let credentials = try file.keys.enumerated().map { (index, key) throws(KeyFileError) in
            try key.credential(number: index + 1)
        }
        guard Set(credentials.map(\.id)).count == credentials.count else {
            throw KeyFileError("two keys have the same id")
        }
        self.init(credentials)
    }

    public subscript(id: String) -> Credential? { byID[id] }

    /// These and `credential`, which replaces one with the same id.
    public func adding(_ credential: Credential) -> Credentials {
        Credentials([credential] + byID.values)
    }
}

/// What is wrong with a key file, without any of its content.
public struct KeyFileError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

private struct KeyFile: Decodable {
    struct Key: Decodable {
        let id: String
        let secret: String
        let actions: [String]?
        let resources: [String]?

        func credential(number: Int) throws(KeyFileError) -> Credential {
            guard !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "&") }) else {
                throw KeyFileError("the id of key \(number) must be printable ASCII without blanks and &")
            }
            guard !secret.isEmpty else { throw KeyFileError("the secret of key \(number) is empty") }
            let actions = actions?.map(ActionPattern.init)
            guard actions?.contains(nil) != true else {
                throw KeyFileError("an action of key \(number) is none; cos:GetObject is one, and cos:* and * are")
            }
            let resources = resources?.map(ResourcePattern.init)
            guard resources?.contains(nil) != true else {
                throw KeyFileError("a resource of key \(number) is none; bucket/prefix* is one")
            }
            return Credential(
                id: id, secret: Secret(secret), actions: actions?.compactMap(\.self),
                resources: resources?.compactMap(\.self))
        }
    }

    let keys: [Key]
}
