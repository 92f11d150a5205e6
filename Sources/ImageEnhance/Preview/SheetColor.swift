/// Grays that sheets are drawn with.
enum SheetColor {
    static let ground: UInt8 = 236
    static let text: UInt8 = 32
}
