/// Photoshop's image resources, which APP13 segments carry: all are passed on but its thumbnails.
enum PhotoshopResources {
    static let signature = Array("Photoshop 3.0\0".utf8)
    private static let resourceSignature = Array("8BIM".utf8)
    /// The numbers of the thumbnail, and of that of Photoshop 4.
    private static let thumbnails: Set<Int> = [1036, 1033]

    /// The segments without the thumbnails, which show the old picture.
    ///
    /// - Parameter segments: APP13 with the signature, in file order; a resource may go on in the next one.
    /// - Returns: the segments as they came if there is no thumbnail, or they are damaged.
    static func withoutThumbnail(_ segments: [JPEGEncoding.Segment]) -> [JPEGEncoding.Segment] {
        let block = segments.flatMap { $0.payload.dropFirst(signature.count) }
        guard let all = resources(of: block), all.contains(where: { thumbnails.contains($0.number) }) else {
            return segments
        }
        let kept = all.filter { !thumbnails.contains($0.number) }.flatMap { block[$0.range] }
        let most = JPEGEncoding.Segment.maximumPayload - signature.count
        return stride(from: 0, to: kept.count, by: most).map { start in
            JPEGEncoding.Segment(
                code: JPEGMetadata.Marker.app13, payload: signature + kept[start..<min(kept.count, start + most)])
        }
    }

    /// Where each resource lies; `nil` where the block is damaged.
    private static func resources(of block: [UInt8]) -> [(number: Int, range: Range<Int>)]? {
        func number(_ size: Int, at position: Int) -> Int {
            block[position..<position + size].reduce(0) { $0 << 8 | Int($1) }
        }
        func even(_ count: Int) -> Int { count + count % 2 }
        var all: [(number: Int, range: Range<Int>)] = []
        var position = 0
        while position < block.count {
            // Signature, number, a name with its length in front, the size of the data: the last two padded.
            guard position + 7 <= block.count, block[position..<position + 4].elementsEqual(resourceSignature) else {
                return nil
            }
            let size = position + 6 + even(1 + Int(block[position + 6]))
            guard size + 4 <= block.count else { return nil }
            let end = size + 4 + number(4, at: size)
            // Some writers leave out the padding at the very end.
            guard end <= block.count else { return nil }
            let next = min(block.count, size + 4 + even(number(4, at: size)))
            all.append((number(2, at: position + 4), position..<next))
            position = next
        }
        return all
    }
}
