/// A sequential JPEG of one scan, taken apart.
struct JPEGScan {
    private enum Marker {
        static let frames: ClosedRange<UInt8> = 0xC0...0xC1
        static let scan: UInt8 = 0xDA
    }
    /// EOI.
    private static let end: [UInt8] = [0xFF, 0xD9]

    /// From the start of the file to the end of the scan's header.
    private var header: [UInt8]
    /// The coefficients.
    private let data: ArraySlice<UInt8>
    /// Where the header has the picture's height.
    private let heightIndex: Int

    /// - Parameter file: as libjpeg writes it.
    init(_ file: [UInt8]) {
        // Behind the marker that starts the file, each has a length, which counts itself.
        var index = 2
        var frame = 0
        var code: UInt8
        repeat {
            code = file[index + 1]
            if Marker.frames.contains(code) { frame = index }
            index += 2 + Int(file[index + 2]) << 8 + Int(file[index + 3])
        } while code != Marker.scan
        header = Array(file[..<index])
        data = file[index..<file.count - JPEGScan.end.count]
        // Marker, length and precision stand before it.
        heightIndex = frame + 5
    }

    /// The file of a picture whose strips `files` hold: the first one's header, and the scans one after another.
    static func joined(_ files: [[UInt8]], strips: JPEGStrips, height: Int) -> [UInt8] {
        var first = JPEGScan(files[0])
        first.header[first.heightIndex] = UInt8(height >> 8)
        first.header[first.heightIndex + 1] = UInt8(height & 0xFF)
        var result = first.header
        result.reserveCapacity(files.reduce(0) { $0 + $1.count })
        result += first.data
        for index in 1..<files.count {
            result += [0xFF, strips.marker(after: index - 1)]
            result += JPEGScan(files[index]).data
        }
        result += JPEGScan.end
        return result
    }
}
