/// The kernels that turn rows of one kind of sample into Float and back: `widenRow8` and `narrowRow8`, or those of 16 bits.
@safe
struct SampleConversion<Element: Sample>: Sendable {
    let toFloat:
        @Sendable (
            _ source: UnsafePointer<Element>, _ output: UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float
        ) -> Void
    let fromFloat:
        @Sendable (
            _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Element>, _ count: Int, _ scale: Float
        ) -> Void
}
