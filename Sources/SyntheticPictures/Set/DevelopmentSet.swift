/// Pictures of every kind that people have, clean and noisy, whose truth is known: to choose constants on one half and
/// check them on the other. The same seed gives the same pictures, whichever of them are made and in whatever order.
package struct DevelopmentSet: Sendable {
    /// In the order of their numbers.
    package let scenes: [SyntheticScene]

    /// - Parameter seed: another gives other scenes of the same kinds: a set that nothing was chosen on.
    package init(seed: UInt64 = 1) {
        var scenes = [SyntheticScene]()
        for (index, subject) in Subject.allCases.enumerated() {
            for place in 0..<subject.count {
                var random = SplitMix64(seed: seed, purpose: 1000 * (index + 1) + place)
                // Sides that are no multiples of a block, as most are.
                let width = subject.isDocument ? random.next(in: 380...460) : random.next(in: 340...420)
                let height = subject.isDocument ? random.next(in: 280...340) : random.next(in: 260...320)
                scenes.append(
                    SyntheticScene(
                        number: scenes.count, subject: subject, width: width, height: height, seed: random.next()))
            }
        }
        self.scenes = scenes
    }
}
