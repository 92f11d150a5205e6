/// Writes the smallest ICC profiles that readers accept: a header and an empty tag table.
enum ICCProfileBuilder {
    /// - Parameter colorSpace: four letters, `RGB ` or `GRAY`.
    static func minimal(colorSpace: String) -> [UInt8] {
        var profile = [UInt8](repeating: 0, count: 128) + [0, 0, 0, 0]
        profile[3] = UInt8(profile.count)
        profile[8] = 2
        profile.replaceSubrange(12..<16, with: "mntr".utf8)
        profile.replaceSubrange(16..<20, with: colorSpace.utf8)
        profile.replaceSubrange(20..<24, with: "XYZ ".utf8)
        profile.replaceSubrange(36..<40, with: "acsp".utf8)
        // The D50 illuminant that the specification prescribes.
        profile.replaceSubrange(68..<80, with: [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D])
        return profile
    }
}
