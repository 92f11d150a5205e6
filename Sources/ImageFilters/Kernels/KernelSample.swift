/// A sample type whose rows the kernels convert to floats on the 8-bit scale and back.
protocol KernelSample: Sample {
    /// Steps of the integer to one of the 8-bit scale: 1, or 257 so that 255 is 65535.
    static var steps: Float { get }

    /// target[i] = source[i] * scale.
    static func widen(
        _ source: UnsafePointer<Self>, to target: UnsafeMutablePointer<Float>, count: Int, scale: Float,
        kernels: KernelTable)

    /// target[i] = the sum of samples 2i and 2i + 1 of two rows, times scale.
    static func reduce(
        _ first: UnsafePointer<Self>, _ second: UnsafePointer<Self>, to target: UnsafeMutablePointer<Float>,
        count: Int, scale: Float, kernels: KernelTable)

    /// target[i] = source[i] * scale, rounded and clamped.
    static func narrow(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Self>, count: Int, scale: Float,
        kernels: KernelTable)
}

extension KernelSample {
    /// One step of the integer on the 8-bit scale.
    static var unit: Float { 1 / steps }
}

// SAFETY: both directions hand pointers and count on to the kernels, which touch `count` samples; callers own them.
extension UInt8: KernelSample {
    static var steps: Float { 1 }

    static func widen(
        _ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<Float>, count: Int, scale: Float,
        kernels: KernelTable
    ) {
        unsafe kernels.widenRow8(source, target, count, scale)
    }

    static func reduce(
        _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<Float>,
        count: Int, scale: Float, kernels: KernelTable
    ) {
        unsafe kernels.reduceRows8(first, second, target, count, scale)
    }

    static func narrow(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<UInt8>, count: Int, scale: Float,
        kernels: KernelTable
    ) {
        unsafe kernels.narrowRow8(source, target, count, scale)
    }
}

extension UInt16: KernelSample {
    static var steps: Float { 257 }

    static func widen(
        _ source: UnsafePointer<UInt16>, to target: UnsafeMutablePointer<Float>, count: Int, scale: Float,
        kernels: KernelTable
    ) {
        unsafe kernels.widenRow16(source, target, count, scale)
    }

    static func reduce(
        _ first: UnsafePointer<UInt16>, _ second: UnsafePointer<UInt16>, to target: UnsafeMutablePointer<Float>,
        count: Int, scale: Float, kernels: KernelTable
    ) {
        unsafe kernels.reduceRows16(first, second, target, count, scale)
    }

    static func narrow(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<UInt16>, count: Int, scale: Float,
        kernels: KernelTable
    ) {
        unsafe kernels.narrowRow16(source, target, count, scale)
    }
}
