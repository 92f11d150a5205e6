/// How bad damage in a file must be to make it fail.
public enum Severity: String, Sendable, CaseIterable {
    /// Anything the codec library had to repair or ignore.
    case warning
    /// What leaves part of the picture missing, which the codec library fills with gray.
    case loss
    /// Only what can't be decoded.
    case error
}
