/// What an object keeps of the headers it was stored with, besides its bytes.
public struct ObjectHeaders: Sendable, Hashable, Codable {
    public struct Field: Sendable, Hashable, Codable {
        /// Lower case.
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name.lowercased()
            self.value = value
        }

        /// The name as answers spell it. HTTP does not care, but SDKs look for `Content-Type` in a plain dictionary.
        public var spelling: String { ObjectHeaders.spellings[name] ?? name }
    }

    public var fields: [Field]

    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// Those of a request's headers that an object keeps: Content-Type, Cache-Control, Content-Disposition,
    /// Content-Encoding, Content-Language, Expires and every `x-cos-meta-…`.
    public init(keeping headers: HeaderFields) {
        fields = headers.fields
            .filter { ($0.name.hasPrefix("x-cos-meta-") || Self.spellings[$0.name] != nil) && !$0.value.isEmpty }
            .map { Field(name: $0.name, value: $0.value) }
    }

    /// What is kept besides `x-cos-meta-…`.
    private static let spellings = [
        "content-type": "Content-Type", "cache-control": "Cache-Control", "content-disposition": "Content-Disposition",
        "content-encoding": "Content-Encoding", "content-language": "Content-Language", "expires": "Expires",
    ]

    /// The first value of a field; setting it replaces all its values.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name == name.lowercased() }?.value }
        set {
            fields.removeAll { $0.name == name.lowercased() }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// With what `response-content-type` and its siblings in a query say, as far as the signature covers them: what a
    /// stranger adds to a link must not turn a picture into a page.
    public func overridden(by query: Query, of requester: Requester) -> ObjectHeaders {
        var headers = self
        for name in Self.spellings.keys {
            let parameter = "response-\(name)"
            if let value = query[parameter], !value.isEmpty, requester.signs(parameter: parameter),
                value.unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.generalCategory != .control })
            {
                headers[name] = value
            }
        }
        return headers
    }
}
