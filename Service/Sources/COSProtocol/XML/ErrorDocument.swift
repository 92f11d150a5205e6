/// The body of an answer that refuses. Its media type is exactly `application/xml`.
public struct ErrorDocument: Sendable {
    public let error: COSError
    /// Host and path of the request; never empty, or an SDK reports "Unknown".
    public let resource: String
    public let requestID: String
    public let traceID: String

    public init(_ error: COSError, host: String, path: String, requestID: String, traceID: String) {
        self.error = error
        resource = host + (path.isEmpty ? "/" : path)
        self.requestID = requestID
        self.traceID = traceID
    }

    /// UTF-8.
    public var bytes: [UInt8] {
        var xml = XMLWriter()
        xml.element("Error") { xml in
            xml.element("Code", error.code.rawValue)
            xml.element("Message", error.message)
            xml.element("Resource", resource)
            xml.element("RequestId", requestID)
            xml.element("TraceId", traceID)
        }
        return xml.bytes
    }
}
