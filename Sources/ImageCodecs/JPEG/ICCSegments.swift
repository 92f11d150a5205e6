/// An ICC profile cut into APP2 segments, each with its number (from 1) and the number of segments in front.
struct ICCSegments {
    /// What one segment can hold beside the signature and the two numbers.
    private static let maximumPart =
        JPEGEncoding.Segment.maximumPayload - JPEGMetadata.Signature.icc.count - 2

    private typealias Part = (number: Int, count: Int, bytes: ArraySlice<UInt8>)

    private var parts: [Part] = []
    private var hasBrokenSegment = false

    var isEmpty: Bool { parts.isEmpty && !hasBrokenSegment }

    /// - Parameter payload: a segment without the signature.
    mutating func append(_ payload: ArraySlice<UInt8>) {
        guard let number = payload.first, let count = payload.dropFirst().first else {
            hasBrokenSegment = true
            return
        }
        parts.append((Int(number), Int(count), payload.dropFirst(2)))
    }

    /// The first complete profile; `nil` if there is none.
    ///
    /// - Returns: also whether it is all that the segments hold, numbered as they should be.
    func joined() -> (profile: [UInt8], isInOrder: Bool)? {
        // Within a set, the first segment of a number counts: editors repeat some, or the whole set.
        var sets: [Int: [Int: Part]] = [:]
        var complete: [(profile: [UInt8], isInOrder: Bool)] = []
        let numbered = parts.filter { $0.number > 0 && $0.number <= $0.count }
        for part in numbered where sets[part.count]?[part.number] == nil {
            sets[part.count, default: [:]][part.number] = part
            // Once for each count: the last that was missing.
            guard let set = sets[part.count], set.count == part.count,
                let profile = Self.profile(set, from: 1, count: part.count)
            else { continue }
            let isInOrder = !hasBrokenSegment && part.count == parts.count
            if Self.isWhole(profile) { return (profile, isInOrder) }
            if complete.isEmpty { complete.append((profile, isInOrder)) }
        }
        // What says of itself that it is whole goes before what the counts say.
        return miscounted().map { ($0, false) } ?? complete.first
    }

    /// What segments with wrong counts, or numbers from 0 on, hold: only the profile's own size can tell that it is whole.
    private func miscounted() -> [UInt8]? {
        var all: [Int: Part] = [:]
        for part in parts where all[part.number] == nil { all[part.number] = part }
        guard let first = all.keys.min(), let profile = Self.profile(all, from: first, count: all.count) else {
            return nil
        }
        return Self.isWhole(profile) ? profile : nil
    }

    /// Whether the profile has the size that its header states.
    private static func isWhole(_ profile: [UInt8]) -> Bool {
        profile.count >= 128 && profile.prefix(4).reduce(0) { $0 << 8 | Int($1) } == profile.count
    }

    private static func profile(_ set: [Int: Part], from first: Int, count: Int) -> [UInt8]? {
        guard count > 0, (first..<first + count).allSatisfy({ set[$0] != nil }) else { return nil }
        return (first..<first + count).flatMap { set[$0]?.bytes ?? [] }
    }

    /// The segments that carry `profile`; none if it is larger than 255 segments can hold.
    static func segments(of profile: [UInt8]) -> [JPEGEncoding.Segment] {
        let count = (profile.count + maximumPart - 1) / maximumPart
        guard count <= 255 else { return [] }
        return (0..<count).map { index in
            let part = profile[index * maximumPart..<min(profile.count, (index + 1) * maximumPart)]
            return JPEGEncoding.Segment(
                code: JPEGMetadata.Marker.app2,
                payload: JPEGMetadata.Signature.icc + [UInt8(index + 1), UInt8(count)] + part)
        }
    }
}
