public import Foundation

/// The data set of photographs, conformance suites and hostile files, which lives outside the repository.
public enum Corpus {
    /// The folder that `IMAGE_ENHANCE_DATA` names; `nil` where it is not set, and tests that need it are skipped.
    public static var folder: URL? {
        ProcessInfo.processInfo.environment["IMAGE_ENHANCE_DATA"].map { URL(fileURLWithPath: $0, isDirectory: true) }
    }

    public static var isPresent: Bool { folder != nil }
}
