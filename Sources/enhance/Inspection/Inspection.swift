/// What to show of a picture.
enum Inspection {
    case contactSheet(output: String)
    case comparison(output: String)
    case noiseProfile

    /// The file to write, `-` for standard output; `nil` when text is printed.
    var output: String? {
        switch self {
        case .contactSheet(let output), .comparison(let output): output
        case .noiseProfile: nil
        }
    }
}
