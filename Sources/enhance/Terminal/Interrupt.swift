internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The user's wish to stop. The images in work are finished first; asking twice ends the process at once.
enum Interrupt {
    private static let flag = Atomic(false)

    static var wasRequested: Bool { flag.load(ordering: .relaxed) }

    static func listen() {
        // Makes sure that the flag exists: a signal handler must not be the first to touch it.
        flag.store(false, ordering: .relaxed)
        // The handler only stores to an atomic and calls `signal`: both are allowed in one.
        signal(SIGINT) { _ in
            Interrupt.flag.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
        // Programs that start others from Dispatch threads pass on a mask that blocks the signal.
        var interrupt = sigset_t()
        // SAFETY: the set lives during each call.
        unsafe sigemptyset(&interrupt)
        unsafe sigaddset(&interrupt, SIGINT)
        _ = unsafe pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
    }
}
