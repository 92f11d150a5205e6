internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The wish to stop, of the user or of whoever ends the session. The images in work are finished first; asking twice ends
/// the process at once.
enum Interrupt {
    private static let flag = Atomic(false)

    static var wasRequested: Bool { flag.load(ordering: .relaxed) }

    static func listen() {
        // Makes sure that the flag exists: a signal handler must not be the first to touch it.
        flag.store(false, ordering: .relaxed)
        var unblocked = sigset_t()
        // SAFETY: the set lives during each call.
        unsafe sigemptyset(&unblocked)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Who starts a program with nohup wants it to go on.
            var current = sigaction()
            // SAFETY: the structure lives during the call.
            guard unsafe sigaction(number, nil, &current) == 0, !isIgnored(current) else { continue }
            // The handler only stores to an atomic and calls `signal`: both are allowed in one.
            signal(number) { number in
                Interrupt.flag.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
            unsafe sigaddset(&unblocked, number)
        }
        // Programs that start others from Dispatch threads pass on a mask that blocks the signals.
        _ = unsafe pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
        // A reader that is gone and a file over the quota are errors of writing, which are told.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Glibc)
            unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        #else
            unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
        #endif
    }
}
