/// How bad damage in a file must be to make it fail.
public enum Severity: String, Sendable, CaseIterable {
    /// Anything that had to be repaired, whole though the picture may be.
    case warning
    /// What leaves part of the picture missing, which the codec library fills with gray.
    case loss
    /// Only what can't be decoded.
    case error

    /// Warnings of this kind and worse fail.
    var leastKind: ImageWarning.Kind? {
        switch self {
        case .warning: .repair
        case .loss: .damage
        case .error: nil
        }
    }
}
