/// A sample type whose rows the kernels convert to floats on the 8-bit scale and back.
protocol KernelSample: Sample {
    /// What one step of the integer is on the 8-bit scale: 1, or 1/257 so that 65535 is 255.
    static var unit: Float { get }

    /// target[i] = source[i] * scale.
    static func widen(
        _ source: UnsafePointer<Self>, to target: UnsafeMutablePointer<Float>, count: Int, scale: Float,
        kernels: StageKernels)

    /// target[i] = the sum of samples 2i and 2i + 1 of two rows, times scale.
    static func reduce(
        _ first: UnsafePointer<Self>, _ second: UnsafePointer<Self>, to target: UnsafeMutablePointer<Float>,
        count: Int, scale: Float, kernels: StageKernels)

    /// target[i] = source[i] / unit, rounded and clamped.
    static func narrow(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Self>, count: Int, kernels: StageKernels)
}

// SAFETY: both directions hand pointers and count on to the kernels, which touch `count` samples; callers own them.
extension UInt8: KernelSample {
    static var unit: Float { 1 }

    static func widen(
        _ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<Float>, count: Int, scale: Float,
        kernels: StageKernels
    ) {
        unsafe kernels.widenRow8(source, target, count, scale)
    }

    static func reduce(
        _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<Float>,
        count: Int, scale: Float, kernels: StageKernels
    ) {
        unsafe kernels.reduceRows8(first, second, target, count, scale)
    }

    static func narrow(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<UInt8>, count: Int, kernels: StageKernels
    ) {
        unsafe kernels.narrowRow8(source, target, count, 1)
    }
}

extension UInt16: KernelSample {
    static var unit: Float { 1 / 257 }

    static func widen(
        _ source: UnsafePointer<UInt16>, to target: UnsafeMutablePointer<Float>, count: Int, scale: Float,
        kernels: StageKernels
    ) {
        unsafe kernels.widenRow16(source, target, count, scale)
    }

    static func reduce(
        _ first: UnsafePointer<UInt16>, _ second: UnsafePointer<UInt16>, to target: UnsafeMutablePointer<Float>,
        count: Int, scale: Float, kernels: StageKernels
    ) {
        unsafe kernels.reduceRows16(first, second, target, count, scale)
    }

    static func narrow(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<UInt16>, count: Int, kernels: StageKernels
    ) {
        unsafe kernels.narrowRow16(source, target, count, 257)
    }
}
