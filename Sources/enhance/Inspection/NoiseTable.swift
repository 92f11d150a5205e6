internal import ImageEnhance

/// A noise profile for people to read.
struct NoiseTable {
    let text: String

    init(_ profile: NoiseProfile, _ compression: CompressionProfile) {
        text =
            "\(profile.summary)\n\(compression.summary)\n\nNoise deviations on the 8-bit scale (0-255).\n"
            + profile.groups.map(NoiseTable.text).joined()
    }

    private static func text(_ group: NoiseProfile.Group) -> String {
        let title = "\n\(group.planeNames.joined(separator: ", "))\n"
        guard !group.deviations.isEmpty else {
            return title + "  too small or too flat to measure: taken to be free of noise\n" + bands(group)
        }
        let facts = [
            (
                group.isChroma ? "deviation of \(group.planeNames[0])" : "deviation of luma",
                decimals(group.lumaDeviation)
            ),
            ("confidence", integer(100 * group.confidence) + " %"),
            ("measured times", decimals(group.strength)),
            ("blocks of mere noise", integer(100 * group.quietShare) + " %"),
        ]
        let knots = group.levelFunction.knots
        let intensity =
            knots.count < 2
            ? "  the same at every intensity\n"
            : "  at luma               \(knots.map { padded(integer($0.luma)) }.joined())\n"
                + "  variance times        \(knots.map { padded(decimals($0.factor)) }.joined())\n"
        return title
            + facts.map(line).joined() + bands(group)
            + intensity
            + group.deviations.enumerated().map { scale, planes in
                zip(group.planeNames, planes).map { name, plane in
                    spectrum(plane, title: "\(name), \(scale == 0 ? "full" : "half") resolution")
                }.joined()
            }.joined()
    }

    private static func line(_ name: String, _ value: String) -> String {
        "  " + name.padding(to: 22) + padded(value) + "\n"
    }

    /// What the rows or columns have in common, where they have anything.
    private static func bands(_ group: NoiseProfile.Group) -> String {
        group.banding > 0 ? line("bands of deviation", decimals(group.banding)) : ""
    }

    /// A table of 8 by 8 deviations.
    private static func spectrum(_ deviations: [Float], title: String) -> String {
        let rows = (0..<8).map { row in
            "    \(row)" + deviations[8 * row..<8 * row + 8].map { padded(decimals($0)) }.joined() + "\n"
        }
        let head = "     " + (0..<8).map { padded("\($0)") }.joined() + "\n"
        return "  \(title): by horizontal (across) and vertical frequency\n" + head + rows.joined()
    }

    private static func padded(_ text: String) -> String {
        String(repeating: " ", count: max(1, 7 - text.count)) + text
    }

    private static func integer(_ value: Float) -> String {
        Int(exactly: value.rounded()).map(String.init) ?? "\(value)"
    }

    /// `value`, which is not negative, with two decimals.
    private static func decimals(_ value: Float) -> String {
        guard let hundredths = Int(exactly: (value * 100).rounded()) else { return "\(value)" }
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension String {
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(1, count - self.count))
    }
}
