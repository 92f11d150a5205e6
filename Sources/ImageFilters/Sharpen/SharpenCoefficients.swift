/// The numbers of one sharpening, as the kernel takes them. In units of 8-bit samples.
struct SharpenCoefficients: Sendable, Hashable {
    var amount: Float
    var middleTap = SharpenLevel.taps.middle
    var nearTap = SharpenLevel.taps.near
    var farTap = SharpenLevel.taps.far
    /// Local range at which the gate begins to open.
    var gateStart: Float
    /// How much the gate opens for each unit of range above.
    var gateSlope: Float
    var rangeShare: Float
    var peakShare = SharpenLevel.peakShare
    var peakSlope = SharpenLevel.peakSlope
    var riseShare = SharpenLevel.riseShare

    /// Samples needed around a tile, on each side.
    static let halo = 2

    /// Sharpens a tile; `output` gets `width` by `height` values, neither rounded nor clamped to 0…255.
    ///
    /// - Parameters:
    ///   - source: the first sample of the tile, in units of 8-bit samples. `halo` samples on each side must be
    ///     readable, and 64 bytes behind the halo of the last row.
    ///   - output: must not overlap the source.
    ///   - scratch: the kernel's `sharpenScratchBytes`.
    func apply(
        _ kernels: KernelTable, source: UnsafePointer<Float>, sourceStride: Int, output: UnsafeMutablePointer<Float>,
        outputStride: Int, width: Int, height: Int, scratch: UnsafeMutableRawPointer
    ) {
        // SAFETY: the caller provides what the kernel asks for, see above.
        unsafe kernels.sharpenTile(
            source, sourceStride, output, outputStride, width, height, scratch, amount, middleTap, nearTap, farTap,
            gateStart, gateSlope, rangeShare, peakShare, peakSlope, riseShare)
    }
}
