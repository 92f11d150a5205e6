/// A rectangle of a plane, in samples.
struct Tile: Sendable, Hashable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
}
