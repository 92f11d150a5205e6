/// What a request without a signature may do.
public enum AnonymousAccess: String, Sendable, CaseIterable {
    case none
    /// GET and HEAD, enhanced images too, but never `detect-url`.
    case read
    case all

    func permits(_ action: Action) -> Bool {
        switch self {
        case .none: false
        case .read: action == .getObject || action == .enhanceImage
        case .all: true
        }
    }
}
