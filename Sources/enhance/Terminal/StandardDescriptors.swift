#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Standard input, output and error, which whoever starts the program may have closed.
enum StandardDescriptors {
    /// Gives the numbers of closed ones away. The next file that is opened would get them otherwise, and what is meant
    /// for standard error would go into a picture.
    static func openClosed() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is taken, which is this one. It can't be used for what it is meant for: results
            // that nobody would get are an error.
            // SAFETY: the path is a C string.
            _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
