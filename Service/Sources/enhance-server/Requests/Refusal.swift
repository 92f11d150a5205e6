internal import COSProtocol

/// A refusal whose answer has headers of its own.
struct Refusal: Error {
    let error: COSError
    let headers: [(name: String, value: String)]

    init(_ error: COSError, headers: [(name: String, value: String)] = []) {
        self.error = error
        self.headers = headers
    }
}
