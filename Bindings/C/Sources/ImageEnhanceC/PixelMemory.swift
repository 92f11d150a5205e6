internal import CImageEnhance
internal import ImageEnhance

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Pixels where C has them, of a size and strides that were checked: every sample has an address that exists.
@safe struct PixelMemory {
    let width: Int
    let height: Int
    let layout: PixelLayout
    let depth: SampleDepth
    private let data: UnsafeMutableRawPointer
    private let rowStride: Int
    private let pixelStride: Int
    private let channelStride: Int

    /// - Parameter name: the argument's, for messages.
    /// - Throws: `EnhanceError` with `.invalidParameter`.
    init(_ pixels: UnsafePointer<ie_pixels>?, _ name: String) throws(EnhanceError) {
        guard let pixels = unsafe pixels?.pointee else { throw .invalid(name, "NULL", accepted: "an ie_pixels") }
        guard let data = unsafe pixels.data else {
            throw .invalid("\(name).data", "NULL", accepted: "the address of the first sample")
        }
        guard let layout = unsafe PixelLayout(rawValue: pixels.layout) else {
            throw .invalid("\(name).layout", "\(unsafe pixels.layout)", accepted: "an ie_layout, 1 to 6")
        }
        guard let depth = unsafe SampleDepth(rawValue: Int(pixels.depth)) else {
            throw .invalid("\(name).depth", "\(unsafe pixels.depth)", accepted: "8 or 16")
        }
        unsafe self.data = data
        width = unsafe Int(pixels.width)
        height = unsafe Int(pixels.height)
        self.layout = layout
        self.depth = depth
        rowStride = unsafe Int(pixels.row_stride)
        pixelStride = unsafe Int(pixels.pixel_stride)
        channelStride = unsafe Int(pixels.channel_stride)
        guard width > 0 else { throw .invalid("\(name).width", "\(width)", accepted: "an integer from 1") }
        guard height > 0 else { throw .invalid("\(name).height", "\(height)", accepted: "an integer from 1") }
        try checkExtent(name)
    }

    private var extents: [(name: String, count: Int, stride: Int)] {
        [
            ("row_stride", height, rowStride), ("pixel_stride", width, pixelStride),
            ("channel_stride", layout.channels.count, channelStride),
        ]
    }

    /// The first and the last byte must lie between address 0 and the largest one.
    private func checkExtent(_ name: String) throws(EnhanceError) {
        var (low, high) = (0, depth.rawValue / 8)
        for (stride, count, step) in extents {
            let (reach, isTooLarge) = (count - 1).multipliedReportingOverflow(by: step)
            let (end, isBeyond) = (reach < 0 ? low : high).addingReportingOverflow(reach)
            guard !isTooLarge, !isBeyond else {
                throw .invalid("\(name).\(stride)", "\(step)", accepted: "one that leads to memory \(count) times")
            }
            if reach < 0 { low = end } else { high = end }
        }
        let address = unsafe Int(bitPattern: data)
        let (first, isBelow) = address.addingReportingOverflow(low)
        let (_, isAbove) = address.addingReportingOverflow(high)
        // Addresses of programs are positive as signed numbers, and nobody has memory at the very lowest.
        guard address > 0, !isBelow, !isAbove, first >= 4096 else {
            throw .invalid(
                "\(name).data", "0x\(unsafe String(UInt(bitPattern: data), radix: 16))",
                accepted: "an address that the strides lead from to memory")
        }
    }

    /// - Throws: `EnhanceError` with `.invalidParameter` where results for `source` can't be written here.
    func checkTarget(of source: PixelMemory) throws(EnhanceError) {
        guard width == source.width, height == source.height else {
            throw .invalid(
                "target", "\(width) by \(height)", accepted: "the source's \(source.width) by \(source.height)")
        }
        guard layout == source.layout else {
            throw .invalid("target.layout", "\(layout.rawValue)", accepted: "the source's \(source.layout.rawValue)")
        }
        guard depth == source.depth else {
            throw .invalid("target.depth", "\(depth.rawValue)", accepted: "the source's \(source.depth.rawValue)")
        }
        for (name, count, step) in extents where count > 1 && step == 0 {
            throw .invalid("target.\(name)", "0", accepted: "samples that have a place each")
        }
    }

    // MARK: Reading

    /// The pixels as planes.
    func image() -> PlanarImage {
        let planes: PlanarImage.Planes =
            switch depth {
            case .eight: .eight(layout.channels.map { plane(channel: $0) })
            case .sixteen: .sixteen(layout.channels.map { plane(channel: $0) })
            }
        return PlanarImage(
            width: width, height: height, colorModel: layout.colorModel, hasAlpha: layout.hasAlpha, planes: planes)
    }

    private func plane<Element: Sample>(channel: Int) -> Plane<Element> {
        // SAFETY: the initialiser checked that every address exists; each of the samples is set once.
        let samples = unsafe [Element](unsafeUninitializedCapacity: width * height) { samples, count in
            for y in 0..<height {
                let row = unsafe samples.baseAddress! + y * width
                let source = unsafe UnsafeRawPointer(start(row: y, channel: channel))
                switch pixelStride {
                case MemoryLayout<Element>.size: unsafe memcpy(row, source, width * MemoryLayout<Element>.size)
                // Strides that compilers know are worth twice the speed.
                case 3 * MemoryLayout<Element>.size:
                    unsafe gather(source, 3 * MemoryLayout<Element>.size, to: row)
                case 4 * MemoryLayout<Element>.size:
                    unsafe gather(source, 4 * MemoryLayout<Element>.size, to: row)
                default: unsafe gather(source, pixelStride, to: row)
                }
            }
            count = width * height
        }
        return Plane(width: width, height: height, stride: width, samples: samples)
    }

    @inline(__always)
    private func gather<Element: Sample>(
        _ source: UnsafeRawPointer, _ step: Int, to row: UnsafeMutablePointer<Element>
    ) {
        for x in 0..<width { unsafe row[x] = (source + x &* step).loadUnaligned(as: Element.self) }
    }

    // MARK: Writing

    /// - Parameter image: of the same size, layout and depth.
    func write(_ image: PlanarImage) {
        switch image.planes {
        case .eight(let planes): for (plane, channel) in zip(planes, layout.channels) { write(plane, channel) }
        case .sixteen(let planes): for (plane, channel) in zip(planes, layout.channels) { write(plane, channel) }
        }
    }

    private func write<Element: Sample>(_ plane: Plane<Element>, _ channel: Int) {
        // SAFETY: as in `plane(channel:)`; the plane has as many samples.
        unsafe plane.samples.withUnsafeBufferPointer { samples in
            for y in 0..<height {
                let row = unsafe samples.baseAddress! + y * plane.stride
                let target = unsafe start(row: y, channel: channel)
                switch pixelStride {
                case MemoryLayout<Element>.size: unsafe memcpy(target, row, width * MemoryLayout<Element>.size)
                case 3 * MemoryLayout<Element>.size:
                    unsafe scatter(row, to: target, 3 * MemoryLayout<Element>.size)
                case 4 * MemoryLayout<Element>.size:
                    unsafe scatter(row, to: target, 4 * MemoryLayout<Element>.size)
                default: unsafe scatter(row, to: target, pixelStride)
                }
            }
        }
    }

    @inline(__always)
    private func scatter<Element: Sample>(
        _ row: UnsafePointer<Element>, to target: UnsafeMutableRawPointer, _ step: Int
    ) {
        for x in 0..<width { unsafe (target + x &* step).storeBytes(of: row[x], as: Element.self) }
    }

    private func start(row: Int, channel: Int) -> UnsafeMutableRawPointer {
        unsafe data + (row &* rowStride &+ channel &* channelStride)
    }
}
