internal import ArgumentParser
internal import ImageEnhance

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension FilePath: ExpressibleByArgument {
    /// Shells offer files.
    static var defaultCompletionKind: CompletionKind { .file() }

    /// The arguments of the process but its name, as strings that paths can be had back from: those that Swift makes
    /// lose what is no text.
    static var processArguments: [String] {
        // SAFETY: the C library keeps the arguments, and as many of them, for as long as the process lives.
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
            return unsafe FilePath.argument(
                UnsafeBufferPointer(start: argument, count: strlen(argument)).map(UInt8.init(bitPattern:)))
        }
    }
}
