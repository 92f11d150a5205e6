/// Profiles may be kept: that of a camera at each sensitivity, or of a film's first frame. What is read back need not be
/// what was written, so its shape is checked before a filter relies on it.
extension NoiseProfile: Codable {
    private enum CodingKeys: CodingKey {
        case groups
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(groups, forKey: .groups)
    }

    /// - Throws: `DecodingError`, also for a profile that no picture can have.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        groups = try container.decode([Group].self, forKey: .groups)
        guard !groups.isEmpty, groups.allSatisfy(\.isSound) else {
            throw DecodingError.dataCorruptedError(
                forKey: .groups, in: container, debugDescription: "no noise profile of a picture's planes")
        }
    }
}

extension NoiseProfile.Group {
    /// Whether there is all that filters look for, in numbers that they can reckon with.
    fileprivate var isSound: Bool {
        let count = planes.planes.count
        return (1...4).contains(count) && planes.names.count == count && (planes.transform == .none || count == 3)
            && [strength, confidence, banding].allSatisfy(\.isMeasure) && noise?.isSound(planeCount: count) != false
    }
}

extension GroupNoise {
    fileprivate func isSound(planeCount: Int) -> Bool {
        (1...3).contains(variances.count)
            && variances.allSatisfy { scale in
                scale.count == planeCount && scale.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isMeasure) }
            } && levelFunction.isSound
    }
}

extension NoiseLevelFunction {
    fileprivate var isSound: Bool {
        !knots.isEmpty && knots.allSatisfy { $0.luma.isFinite && $0.factor.isMeasure }
            && zip(knots, knots.dropFirst()).allSatisfy { $0.luma < $1.luma }
    }
}

extension Float {
    /// Neither negative nor beyond all that samples hold: squares of it are finite.
    fileprivate var isMeasure: Bool { self >= 0 && self <= 1e9 }
}
