/// One channel of an image: `height` rows of `width` samples, `stride` samples apart.
///
/// Rows may be padded at their end (`stride > width`); padding holds no picture and is ignored by `==`.
public struct Plane<Element: Sample>: Sendable {
    /// Samples per row that belong to the picture, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int
    /// Samples from the start of a row to the start of the next, at least `width`.
    public let stride: Int
    /// `stride * height` samples, row after row.
    public var samples: [Element]

    /// A plane over samples that exist already.
    ///
    /// - Precondition: sizes are positive, `stride >= width` and `samples.count == stride * height`.
    public init(width: Int, height: Int, stride: Int, samples: [Element]) {
        precondition(width > 0 && height > 0 && stride >= width, "a plane needs a positive size and stride >= width")
        precondition(samples.count == stride * height, "a plane needs stride * height samples")
        self.width = width
        self.height = height
        self.stride = stride
        self.samples = samples
    }

    /// A plane filled with one value, rows without padding.
    public init(width: Int, height: Int, repeating value: Element = 0) {
        self.init(
            width: width, height: height, stride: width, samples: Array(repeating: value, count: width * height))
    }

    /// The sample in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> Element {
        get { samples[y * stride + x] }
        set { samples[y * stride + x] = newValue }
    }

    /// The samples of row `y`, without padding.
    public func row(_ y: Int) -> ArraySlice<Element> {
        samples[y * stride..<y * stride + width]
    }
}

extension Plane: Equatable {
    /// Equal size and equal picture; padding does not count.
    public static func == (a: Plane, b: Plane) -> Bool {
        a.width == b.width && a.height == b.height && (0..<a.height).allSatisfy { a.row($0) == b.row($0) }
    }
}
