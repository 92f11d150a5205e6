/// The kernels that turn rows of one kind of sample into Float and back.
@safe
struct SampleConversion<Element: Sample>: Sendable {
    let toFloat:
        @Sendable (_ source: UnsafePointer<Element>, _ output: UnsafeMutablePointer<Float>, _ count: Int) -> Void
    let fromFloat:
        @Sendable (_ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Element>, _ count: Int) -> Void
}
