extension SplitMix64 {
    /// A generator for one purpose: the same seed and purpose give the same numbers, whatever was drawn elsewhere.
    package init(seed: UInt64, purpose: Int) {
        var mixer = SplitMix64(seed: seed ^ UInt64(truncatingIfNeeded: purpose) &* 0xD6E8_FEB8_6659_FD93)
        self.init(seed: mixer.next())
    }

    /// A number of the range, all equally likely.
    package mutating func next(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * nextUniform()
    }

    /// A whole number of the range, all equally likely.
    package mutating func next(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// One of the choices, which must not be empty.
    package mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[next(in: 0...choices.count - 1)]
    }

    /// Whether something happens that has this probability, 0 to 1.
    package mutating func chance(_ probability: Double) -> Bool {
        nextUniform() < probability
    }
}
