/// How a picture is cut into strips that are encoded each on its own, for which a restart marker stands between them
/// (ITU-T T.81, E.1.4): nothing behind one depends on what is before it.
struct JPEGStrips {
    /// The row groups of each strip.
    let ranges: [Range<Int>]
    /// MCUs between two restart markers, 0 for none.
    let restartInterval: Int
    /// Restart intervals in each strip but the last.
    private let intervals: Int

    /// Row groups worth a strip: 2 ms of work for a wide picture.
    private static let shortest = 16
    /// What the marker that states it has room for.
    static let longestInterval = 65535

    /// As many as suit the picture, whatever the threads. A source's restart interval is kept; there is one strip
    /// only where it does not end with a row group.
    init(_ picture: JPEGPicture) {
        guard let units = picture.unitsPerGroup, picture.encoding.restartInterval % units == 0 else {
            ranges = [0..<picture.groupCount]
            restartInterval = picture.encoding.restartInterval
            intervals = 1
            return
        }
        let given = picture.encoding.restartInterval / units
        let groups = given > 0 ? given : min(JPEGStrips.shortest, JPEGStrips.longestInterval / units)
        // The markers inside a strip count from 0 to 7 and from 0 again, so a strip has one interval or eight.
        intervals = groups >= JPEGStrips.shortest || given == 0 ? 1 : 8
        restartInterval = groups * units
        ranges = stride(from: 0, to: picture.groupCount, by: groups * intervals).map { [intervals] first in
            first..<min(first + groups * intervals, picture.groupCount)
        }
    }

    /// The code of the marker behind a strip.
    func marker(after strip: Int) -> UInt8 {
        0xD0 + UInt8(((strip + 1) * intervals - 1) % 8)
    }
}
