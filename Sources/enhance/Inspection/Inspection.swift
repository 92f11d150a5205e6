internal import ImageEnhance

/// What to show of a picture.
enum Inspection {
    case contactSheet(output: FilePath)
    case comparison(output: FilePath)
    case noiseProfile

    /// The file to write, `-` for standard output; `nil` when text is printed.
    var output: FilePath? {
        switch self {
        case .contactSheet(let output), .comparison(let output): output
        case .noiseProfile: nil
        }
    }
}
