extension EnhanceParameters {
    /// The operation that `ci-process` may name.
    public static let operation = "AIEnhanceImage"

    /// Reads a query such as `ci-process=AIEnhanceImage&denoise=3&sharpen=0&ignore-error=1`.
    ///
    /// Names and values are percent-decoded once. An absent or empty level means the default; names that are not
    /// ours are ignored.
    ///
    /// - Parameter query: the part of a URL after `?`.
    /// - Throws: `EnhanceError` with `.invalidParameter` for a value out of range or given twice, for an operation
    ///   that is not `AIEnhanceImage`, and for `detect-url`: fetching images is the work of a service.
    public init(query: String) throws(EnhanceError) {
        let pairs = query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: percentDecoded(parts[0]), value: parts.count == 2 ? percentDecoded(parts[1]) : "")
        }
        if let operation = try Self.value(of: "ci-process", in: pairs), operation != Self.operation {
            throw .invalid("ci-process", value: operation, accepted: Self.operation)
        }
        if pairs.contains(where: { $0.name == "detect-url" }) {
            throw EnhanceError(
                .invalidParameter, "detect-url belongs to a service that fetches images; this library fetches none",
                parameter: "detect-url")
        }
        try self.init(pairs: pairs)
    }

    /// Parameters from the decoded names and values of a query or rule.
    ///
    /// An absent or empty value means the default. Names that the table does not open to requests are ignored, so
    /// that no request sets a limit or a number of threads.
    ///
    /// - Parameter pairs: in any order; names and values as they are meant, percent-decoded already.
    /// - Throws: `EnhanceError` with `.invalidParameter` for a value out of range or given twice.
    public init(pairs: [(name: String, value: String)]) throws(EnhanceError) {
        self.init()
        for parameter in Self.table where parameter.scope == .request {
            guard let text = try Self.value(of: parameter.name, in: pairs), !text.isEmpty else { continue }
            try parameter.set(text, in: &self)
        }
    }

    /// - Throws: `EnhanceError` with `.invalidParameter` when `name` is there twice.
    private static func value(
        of name: String, in pairs: [(name: String, value: String)]
    ) throws(EnhanceError) -> String? {
        let values = pairs.filter { $0.name == name }.map(\.value)
        guard values.count <= 1 else {
            throw .invalid(name, value: "\(values[0])' and '\(values[1])", accepted: "one value")
        }
        return values.first
    }
}

/// `text` with each `%XX` replaced by its byte, once; as it is where that gives no UTF-8 or an escape is malformed.
private func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
            return String(text)
        }
        bytes.append(UInt8(high << 4 | low))
    }
    return String(validating: bytes, as: UTF8.self) ?? String(text)
}

private func hexDigit(_ byte: UInt8) -> Int? {
    Character(UnicodeScalar(byte)).isASCII ? Character(UnicodeScalar(byte)).hexDigitValue : nil
}
