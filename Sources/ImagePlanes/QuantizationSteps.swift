/// How coarsely a codec with a transform of 8×8 samples has rounded a plane's coefficients: what its compression left
/// out, as far as the file tells.
///
/// A picture's error is at most half a step in each coefficient of each block of the file's grid. Where that grid lies is
/// not said: what undoes the damage does not need it, so that crops keep the steps of the whole.
public struct QuantizationSteps: Sendable, Hashable {
    /// 64 steps of an orthonormal 8×8 DCT on the 8-bit scale, also of deeper samples; index
    /// 8 × vertical + horizontal frequency. 1 and less is as good as not rounded.
    public let values: [Float]

    /// `nil` unless there are 64 steps, none negative and all finite.
    public init?(_ values: [Float]) {
        guard values.count == 64, values.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
        self.values = values
    }

    /// The steps of a quantisation table as a JPEG file has it, in row-major order; `nil` unless it has 64.
    public init?(jpegTable: [UInt16]) {
        self.init(jpegTable.map(Float.init))
    }
}
