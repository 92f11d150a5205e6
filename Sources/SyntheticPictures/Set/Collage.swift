/// Four parts of a scene side by side, white between them, each with noise of its own strength.
struct Collage {
    var random: SplitMix64

    func picture(of scene: Rendition, degradation: Degradation) -> (truth: Rendition, degraded: Rendition) {
        var random = random
        let gap = random.next(in: 2...12)
        let (width, height) = (scene.width / 2 - gap, scene.height / 2 - gap)
        var truth = Canvas(width: scene.width, height: scene.height, paper: .one)
        var degraded = truth
        for part in 0..<4 {
            let (column, row) = (part % 2, part / 2)
            let crop = scene.cropped(
                x: random.next(in: 0...scene.width - width - 1), y: random.next(in: 0...scene.height - height - 1),
                width: width, height: height)
            let own = degradation.scaled(by: [1, 0.6, 1.5, 0.3][part])
            let made = own.apply(to: crop, seed: random.next())
            let place = (x: gap / 2 + column * (width + gap), y: gap / 2 + row * (height + gap))
            truth.draw(made.truth, x: place.x, y: place.y)
            degraded.draw(made.degraded, x: place.x, y: place.y)
        }
        return (truth.rendition(), degraded.rendition())
    }
}

extension Degradation {
    /// White noise of another strength; everything else as it is.
    fileprivate func scaled(by factor: Double) -> Degradation {
        guard case .gaussian(let sigma, let isGray) = self else { return self }
        return .gaussian(sigma: sigma * factor, isGray: isGray)
    }
}
