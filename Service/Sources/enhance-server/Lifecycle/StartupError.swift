/// Why the server did not start, in one line, and its exit status.
struct StartupError: Error {
    enum Status: Int32 {
        case failure = 1
        case usage = 64
        case configuration = 78
    }

    let status: Status
    let message: String
}
