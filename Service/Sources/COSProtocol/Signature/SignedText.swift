/// The text of a request that a signature covers (`HttpString`).
enum SignedText {
    /// Every reading of `request` that an SDK may have signed, the likeliest first; none when a listed header or
    /// parameter is not there.
    ///
    /// SDKs differ in whether they sign Host with its port, and in whether a `+` in a query means a space.
    static func readings(of request: RequestHead, _ signature: RequestSignature) -> [[UInt8]] {
        let hosts = signature.headerList.contains("host") ? hosts(of: request.host) : [request.host]
        let plusIsSpace =
            request.target.query.items.contains { "\($0.rawName)\($0.rawValue)".utf8.contains(UInt8(ascii: "+")) }
            ? [true, false] : [true]
        return hosts.flatMap { host in
            plusIsSpace.compactMap { text(of: request, signature, host: host, plusIsSpace: $0) }
        }
    }

    private static func hosts(of host: String) -> [String] {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return [host] }
        return [host, String(host[..<colon])]
    }

    private static func text(
        of request: RequestHead, _ signature: RequestSignature, host: String, plusIsSpace: Bool
    ) -> [UInt8]? {
        let parameters = request.target.query.items.map { item in
            (name: encoded(item.rawName, plusIsSpace).lowercased(), value: encoded(item.rawValue, plusIsSpace))
        }
        let headers =
            [("host", PercentEncoding.encode(host))]
            + request.headers.fields.filter { $0.name != "host" }.map {
                (PercentEncoding.encode($0.name).lowercased(), PercentEncoding.encode($0.value))
            }
        guard let parameters = joined(parameters, list: signature.parameterList),
            let headers = joined(headers, list: signature.headerList)
        else { return nil }
        return Array("\(request.method.lowercased())\n".utf8) + PercentEncoding.decode(request.target.path)
            + Array("\n\(parameters)\n\(headers)\n".utf8)
    }

    private static func encoded(_ raw: String, _ plusIsSpace: Bool) -> String {
        PercentEncoding.encode(PercentEncoding.decode(raw, plusIsSpace: plusIsSpace))
    }

    /// `name=value` for each item of `list`, in its order; `nil` when an item is not there. Repeated names give their
    /// values sorted.
    private static func joined(_ fields: [(name: String, value: String)], list: [String]) -> String? {
        let values = Dictionary(grouping: fields, by: \.name)
        var pairs: [String] = []
        for item in list {
            // One SDK gives the list one level of encoding short in links.
            let encoded = PercentEncoding.encode(item).lowercased()
            guard let name = [item, encoded].first(where: { values[$0] != nil }) else { return nil }
            pairs += values[name]!.map(\.value).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
                "\(name)=\($0)"
            }
        }
        return pairs.joined(separator: "&")
    }
}
