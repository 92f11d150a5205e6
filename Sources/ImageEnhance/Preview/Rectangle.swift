/// A part of a picture, in pixels.
struct Rectangle: Sendable, Hashable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
}
