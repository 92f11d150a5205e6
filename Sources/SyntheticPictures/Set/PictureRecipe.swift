/// How a picture is made from its scene.
package struct PictureRecipe: Sendable {
    /// What is done to the scene before anything else.
    enum View: Sendable {
        case whole
        /// Made small: pixels of the longer side.
        case thumbnail(Int)
        /// Paper and ink as a scanner sees them: neither is the end of the scale.
        case scanned
        /// As dark as at night.
        case dimmed(Double)
        /// Parts of the scene side by side, white between them. Noise differs from part to part.
        case collage
    }

    /// Unlike that of every other picture of the set.
    package let name: String
    package let kind: SyntheticPicture.Kind
    /// Number of its scene.
    package let scene: Int
    package let storage: SyntheticPicture.Storage
    let view: View
    let degradation: Degradation
    let surround: Surround?
    let seed: UInt64

    package var half: SceneHalf { SceneHalf(scene: scene) }

    /// - Parameter scene: what the scene's `rendition()` gave.
    package func picture(of scene: Rendition) -> SyntheticPicture {
        var truth: Rendition
        var degraded: Rendition
        if case .collage = view {
            (truth, degraded) = Collage(random: SplitMix64(seed: seed)).picture(of: scene, degradation: degradation)
        } else {
            (truth, degraded) = degradation.apply(to: view(of: scene), seed: seed)
        }
        var interior: RegionOfInterest?
        if let surround {
            truth = surround.around(truth, seed: seed).picture
            // Noise is cut off at black and white before anything is put around it.
            let finished = Rendition(
                width: degraded.width, height: degraded.height,
                pixels: degraded.pixels.map { $0.clamped(lowerBound: .zero, upperBound: .one) })
            (degraded, interior) = surround.around(finished, seed: seed)
        }
        return SyntheticPicture(
            name: name, kind: kind, scene: self.scene, storage: storage, truth: truth, degraded: degraded,
            interior: interior)
    }

    private func view(of scene: Rendition) -> Rendition {
        switch view {
        case .whole, .collage: return scene
        case .thumbnail(let side):
            let longer = max(scene.width, scene.height)
            return scene.reduced(
                toWidth: max(side * scene.width / longer, 8), height: max(side * scene.height / longer, 8))
        case .scanned:
            let (paper, ink) = (240.0 / 255, 28.0 / 255)
            return Rendition(
                width: scene.width, height: scene.height,
                pixels: scene.pixels.map { Colour(repeating: ink) + (paper - ink) * $0 })
        case .dimmed(let share):
            return Rendition(width: scene.width, height: scene.height, pixels: scene.pixels.map { share * $0 })
        }
    }
}
