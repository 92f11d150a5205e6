internal import ImageEnhance

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Texts that C may keep for as long as the process runs.
enum ConstantText {
    // SAFETY: each is copied once to memory of its own, which nobody changes or frees.
    nonisolated(unsafe) static let version = unsafe constant(engineVersion)
    nonisolated(unsafe) static let success = unsafe constant("ok")
    nonisolated(unsafe) static let codes = unsafe (1...5).map {
        unsafe constant(EnhanceError.Code(number: $0)!.description)
    }
    nonisolated(unsafe) static let names = unsafe EnhanceParameters.table.map { unsafe constant($0.name) }
    nonisolated(unsafe) static let helps = unsafe EnhanceParameters.table.map { unsafe constant($0.help) }

    private static func constant(_ text: String) -> UnsafePointer<CChar>? {
        unsafe UnsafePointer(strdup(text))
    }
}
