internal import Foundation
internal import SyntheticPictures

/// The measurements by group of scenes, quality and half.
struct CompressionReport: Encodable {
    /// Whether results are sharper than the truth, so that only a picture filtered alike can be their measure.
    let isSharpened: Bool
    let measurements: [CompressionMeasurement]

    func text() -> String {
        var rows = [
            ["group", "half", "n", "quality", "input", "gain (worst)", "RGB gain", "PSNR-B", "DB:DC"]
                + (isSharpened ? ["PSNR-B uncompressed"] : []) + ["worst picture"]
        ]
        for group in SceneGroup.allCases.map(\.rawValue) {
            for quality in measurements.map(\.quality).uniqued() {
                for half in SceneHalf.allCases.map(\.rawValue) {
                    let members = measurements.filter {
                        $0.group == group && $0.quality == quality && $0.half == half
                    }
                    if !members.isEmpty { rows.append(row(group, half, quality, members)) }
                }
            }
        }
        var lines = ["Luma in dB, input to output; gain is PSNR over the input's", ""] + TextTable.aligned(rows)
        let below = measurements.filter { gain($0) < -0.02 }
        lines += ["", "Below the input by more than 0.02 dB: \(below.count)"]
        let blocked = measurements.filter { $0.output.blocking > max($0.input.blocking, 1) + 0.01 }
        lines += ["Borders stronger than in the input: \(blocked.count)"]
        return lines.joined(separator: "\n")
    }

    private func row(
        _ group: String, _ half: String, _ quality: Int, _ members: [CompressionMeasurement]
    ) -> [String] {
        let worst = members.min { gain($0) < gain($1) }!
        let (before, after) = (members.map(\.input), members.map(\.output))
        return [
            group, half, "\(members.count)", "\(quality)", String(format: "%.2f", mean(before.map(\.psnr))),
            String(format: "%+.2f (%+.2f)", mean(members.map(gain)), gain(worst)),
            String(format: "%+.2f", mean(after.map(\.rgb)) - mean(before.map(\.rgb))),
            String(format: "%.2f > %.2f", mean(before.map(\.psnrB)), mean(after.map(\.psnrB))),
            String(format: "%.2f > %.2f", mean(before.map(\.blocking)), mean(after.map(\.blocking))),
        ] + (isSharpened ? [String(format: "%.2f", mean(members.map(\.uncompressed.psnrB)))] : []) + [worst.name]
    }

    private func gain(_ measurement: CompressionMeasurement) -> Double {
        measurement.output.psnr - measurement.input.psnr
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }
}

extension [Int] {
    /// Every number once, in the order of its first place.
    fileprivate func uniqued() -> [Int] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
