/// An ICC profile cut into APP2 segments, each with its number (from 1) and the number of segments in front.
struct ICCSegments {
    /// What one segment can hold beside the signature and the two numbers.
    private static let maximumPart =
        JPEGEncoding.Segment.maximumPayload - JPEGMetadata.Signature.icc.count - 2

    private var parts: [(number: Int, count: Int, bytes: ArraySlice<UInt8>)] = []
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

    /// The profile; `nil` if segments are missing, doubled or contradict each other.
    func joined() -> [UInt8]? {
        let sorted = parts.sorted { $0.number < $1.number }
        guard !hasBrokenSegment, !sorted.isEmpty, sorted.map(\.number).elementsEqual(1...sorted.count),
            sorted.allSatisfy({ $0.count == sorted.count })
        else { return nil }
        return sorted.flatMap(\.bytes)
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
