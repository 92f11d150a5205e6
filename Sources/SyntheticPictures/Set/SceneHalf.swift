/// One of two halves of all scenes: what is chosen on one is checked on the other.
package enum SceneHalf: String, Sendable, CaseIterable {
    /// Scenes of even number.
    case a = "A"
    /// Scenes of odd number.
    case b = "B"

    package init(scene number: Int) {
        self = number % 2 == 0 ? .a : .b
    }
}
