extension SyntheticPicture {
    /// What a picture is an example of: kinds are reported each for itself.
    package enum Kind: String, Sendable, CaseIterable {
        // Clean: to be left as they are.
        case page
        case darkPage = "dark-page"
        case screenshot, table, plot, diagram, halftone
        case photograph, sky, texture, thumbnail, collage
        // Noisy.
        case scan
        case photographedPage = "photographed-page"
        case gaussian
        case poissonGauss = "poisson-gauss"
        case gaussianJPEG = "gaussian-jpeg"
        case camera
        case cameraJPEG = "camera-jpeg"
        case cameraReduced = "camera-reduced"
        case noisyTexture = "noisy-texture"
        case noisySky = "noisy-sky"
        case noisyThumbnail = "noisy-thumbnail"
        case caption, letterbox, frame, border
        case noisyCollage = "noisy-collage"
        case filmGrain = "film-grain"
        case banding
        case hotPixels = "hot-pixels"

        /// Whether there is no noise: the picture that comes in is the truth.
        package var isClean: Bool {
            switch self {
            case .page, .darkPage, .screenshot, .table, .plot, .diagram, .halftone, .photograph, .sky, .texture,
                .thumbnail, .collage:
                true
            default: false
            }
        }

        /// Whether there is a surround that must not change what is done inside it.
        package var isSurrounded: Bool {
            switch self {
            case .caption, .letterbox, .frame, .border: true
            default: false
            }
        }
    }
}
