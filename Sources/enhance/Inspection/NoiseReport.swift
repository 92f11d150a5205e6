internal import ImageEnhance

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A noise profile as the JSON that `--profile --json` prints. All deviations are on the 8-bit scale.
struct NoiseReport: Encodable {
    struct Group: Encodable {
        let planes: [String]
        /// Of the whole group's first plane, as far as it is believed.
        let deviation: Float
        /// Whether `deviation` is that of chroma.
        let isChroma: Bool
        let strength: Float
        let confidence: Float
        let quietShare: Float
        /// Of what rows or columns have in common.
        let banding: Float
        let intensity: [Knot]
        let scales: [Scale]
    }

    struct Compression: Encodable {
        let summary: String
        /// Of the file, and of a coarser compression before; left out where there is none.
        let quality: Int?
        let earlierQuality: Int?
    }

    struct Knot: Encodable {
        let luma: Float
        let varianceFactor: Float
    }

    struct Scale: Encodable {
        /// Of the plane's own resolution: 1, then 0.5.
        let resolution: Double
        /// For each plane of the group a row for each vertical frequency, of 8 horizontal ones.
        let deviations: [String: [[Float]]]
    }

    /// What was found, in words.
    let summary: String
    let compression: Compression
    let groups: [Group]

    init(_ profile: NoiseProfile, _ compression: CompressionProfile) {
        summary = profile.summary
        self.compression = Compression(
            summary: compression.summary, quality: compression.quality, earlierQuality: compression.earlierQuality)
        groups = profile.groups.map { group in
            Group(
                planes: group.planeNames, deviation: group.lumaDeviation, isChroma: group.isChroma,
                strength: group.strength, confidence: group.confidence, quietShare: group.quietShare,
                banding: group.banding,
                intensity: group.levelFunction.knots.map { Knot(luma: $0.luma, varianceFactor: $0.factor) },
                scales: group.deviations.enumerated().map { scale, planes in
                    let rows = planes.map { plane in (0..<8).map { Array(plane[8 * $0..<8 * $0 + 8]) } }
                    return Scale(
                        resolution: 1 / Double(1 << scale),
                        deviations: Dictionary(uniqueKeysWithValues: zip(group.planeNames, rows)))
                })
        }
    }

    func json() -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Numbers that are not finite are all that could make encoding fail.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try! encoder.encode(self), as: UTF8.self) + "\n"
    }
}
