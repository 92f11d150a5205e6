/// A small EXIF block: a TIFF stream, little endian, with orientation, description and the maker's name.
enum EXIFBlock {
    static func bytes(orientation: Int) -> [UInt8] {
        let texts: [(tag: Int, text: String)] = [
            (0x010E, "A village that was never there"), (0x010F, "image-enhance"), (0x0131, "generate-testdata"),
        ]
        let entryCount = texts.count + 1
        var data = [UInt8]()
        func entry(text: String, tag: Int) -> [UInt8] {
            // Values longer than four bytes stand behind the directory; their place is even.
            let start = 8 + 2 + 12 * entryCount + 4 + data.count
            let value = Array(text.utf8) + [0]
            data += value + [UInt8](repeating: 0, count: value.count & 1)
            return little(tag, 2) + little(2, 2) + little(value.count, 4) + little(start, 4)
        }
        var entries = entry(text: texts[0].text, tag: texts[0].tag) + entry(text: texts[1].text, tag: texts[1].tag)
        entries += little(0x0112, 2) + little(3, 2) + little(1, 4) + little(orientation, 4)
        entries += entry(text: texts[2].text, tag: texts[2].tag)
        return Array("II".utf8) + little(42, 2) + little(8, 4) + little(entryCount, 2) + entries + little(0, 4) + data
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
