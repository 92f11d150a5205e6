/// A wrong option, in one line; the exit status is 64.
struct UsageError: Error, Hashable {
    let message: String
}
