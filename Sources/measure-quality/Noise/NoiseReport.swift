internal import Foundation
internal import SyntheticPictures

/// The measurements by kind and half, as text or as JSON.
struct NoiseReport: Encodable {
    let levels: [Int]
    let measurements: [NoiseMeasurement]

    func text() -> String {
        let clean = measurements.filter(\.isClean)
        let noisy = measurements.filter { !$0.isClean }
        var lines = [String]()
        if !clean.isEmpty {
            lines.append("Clean pictures: PSNR to themselves in dB, mean (worst), 99 = unchanged")
            lines += table(clean)
        }
        if !noisy.isEmpty {
            lines.append("")
            lines.append("Noisy pictures: gain in dB over the input's PSNR, mean (worst)")
            lines += table(noisy)
            lines.append("")
            lines += notes(noisy)
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Tables

    private func table(_ measurements: [NoiseMeasurement]) -> [String] {
        var rows = [
            ["kind", "half", "n", "input"] + levels.map { "level \($0)" } + ["untouched", "monotone", "worst picture"]
        ]
        let kinds = SyntheticPicture.Kind.allCases.map(\.rawValue)
        for kind in kinds + ["all"] {
            let all = measurements.filter { kind == "all" || $0.kind == kind }
            let halves = SceneHalf.allCases.map { half in all.filter { $0.half == half.rawValue } }
            for (half, members) in zip(SceneHalf.allCases, halves) where !members.isEmpty {
                rows.append(row(kind, half.rawValue, members))
            }
            if halves.allSatisfy({ !$0.isEmpty }) { rows.append(gap(kind, halves)) }
        }
        return TextTable.aligned(rows)
    }

    private func row(_ kind: String, _ half: String, _ members: [NoiseMeasurement]) -> [String] {
        let isClean = members[0].isClean
        let columns = levels.indices.map { index -> String in
            let values = members.map { value($0, index) }
            return String(format: "%.2f (%.2f)", mean(values), values.min()!)
        }
        let untouched = members.filter { $0.levels.contains(where: \.isUntouched) }.count
        let monotone = members.filter(\.isMonotone).count
        let middle = levels.firstIndex(of: 3) ?? levels.count - 1
        let worst = members.min { value($0, middle) < value($1, middle) }!
        return [kind, half, "\(members.count)", String(format: "%.2f", mean(members.map(\.input)))] + columns
            + ["\(untouched)", isClean ? "-" : "\(monotone)/\(members.count)", worst.name]
    }

    /// How far the halves are apart: A less B.
    private func gap(_ kind: String, _ halves: [[NoiseMeasurement]]) -> [String] {
        ["", "A-B", "", ""]
            + levels.indices.map { index in
                let means = halves.map { half in mean(half.map { value($0, index) }) }
                return String(format: "%+.2f", means[0] - means[1])
            } + ["", "", ""]
    }

    /// What counts: damage of clean pictures, gain of noisy ones.
    private func value(_ measurement: NoiseMeasurement, _ index: Int) -> Double {
        measurement.levels[index].psnr - (measurement.isClean ? 0 : measurement.input)
    }

    // MARK: Notes

    private func notes(_ noisy: [NoiseMeasurement]) -> [String] {
        var lines = [String]()
        let surrounded = noisy.filter { $0.levels.contains { $0.surroundCost != nil } }
        if !surrounded.isEmpty {
            let costs = levels.indices.map { index in surrounded.compactMap { $0.levels[index].surroundCost } }
            lines.append(
                "What a surround costs its picture, dB, mean (worst): "
                    + zip(levels, costs).map { String(format: "level %d %.2f (%.2f)", $0, mean($1), $1.max()!) }
                    .joined(separator: ", "))
        }
        let below = noisy.flatMap { measurement in
            measurement.levels.filter { $0.psnr <= measurement.input }.map { "\(measurement.name) level \($0.level)" }
        }
        lines.append("No gain: \(below.count)" + NoiseReport.few(below))
        let unordered = noisy.filter { !$0.isMonotone }.map(\.name)
        lines.append("Noise that does not fall from level to level: \(unordered.count)" + NoiseReport.few(unordered))
        return lines
    }

    private static func few(_ names: [String]) -> String {
        guard !names.isEmpty else { return "" }
        return ": " + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }
}
