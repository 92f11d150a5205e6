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
        let query = try Query(
            query,
            names: [
                "ci-process", "detect-url", Table.denoise.name, Table.sharpen.name, Table.ignoreError.name,
            ])
        if let operation = query["ci-process"], operation != Self.operation {
            throw .invalid("ci-process", value: operation, accepted: Self.operation)
        }
        if query["detect-url"] != nil {
            throw EnhanceError(
                .invalidParameter, "detect-url belongs to a service that fetches images; this library fetches none",
                parameter: "detect-url")
        }
        self.init()
        if let value = try query.value(of: Table.denoise) { denoise = value }
        if let value = try query.value(of: Table.sharpen) { sharpen = value }
        if let value = try query.value(of: Table.ignoreError) { ignoreError = value }
    }
}

/// The pairs of a query whose names are known, each at most once.
private struct Query {
    private var values: [String: String] = [:]

    init(_ text: String, names: Set<String>) throws(EnhanceError) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = percentDecoded(parts[0])
            guard names.contains(name) else { continue }
            let value = parts.count == 2 ? percentDecoded(parts[1]) : ""
            if let first = values.updateValue(value, forKey: name) {
                throw .invalid(name, value: "\(first)' and '\(value)", accepted: "one value")
            }
        }
    }

    subscript(name: String) -> String? { values[name] }

    func value<Value>(of parameter: EnhanceParameter<Value>) throws(EnhanceError) -> Value? {
        guard let text = values[parameter.name], !text.isEmpty else { return nil }
        return try parameter.value(from: text)
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
