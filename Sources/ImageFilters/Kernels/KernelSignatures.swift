/// The kernels' types: the functions of FilterKernels, without argument labels.
extension KernelTable {
    // MARK: Rows of samples to rows of floats and back

    typealias Widen<Element> =
        @Sendable (UnsafePointer<Element>, UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float) -> Void

    typealias Narrow<Element> =
        @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Element>, _ count: Int, _ scale: Float) -> Void

    typealias Reduce<Element> =
        @Sendable (
            UnsafePointer<Element>, UnsafePointer<Element>, UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float
        ) -> Void

    typealias Opponent =
        @Sendable (
            UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, _ count: Int
        ) -> Void

    // MARK: Blocks that the noise is measured in

    typealias BlockSpectra =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ positions: UnsafePointer<Int32>, _ count: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ scales: UnsafePointer<Float>,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Void

    typealias BlockEnergies =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int,
            _ positions: UnsafePointer<Int32>, _ count: Int, _ low: UnsafePointer<Int32>, _ lowCount: Int,
            _ middle: UnsafePointer<Int32>, _ middleCount: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ scales: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
        ) -> Void

    typealias ClippedPixels =
        @Sendable (
            _ source: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int, _ width: Int,
            _ positions: UnsafePointer<Int32>, _ count: Int, _ output: UnsafeMutablePointer<Int32>,
            _ scratch: UnsafeMutablePointer<Int32>
        ) -> Void

    // MARK: Steps of the filter chain

    typealias PilotBilateral =
        @Sendable (
            _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ planeStride: Int,
            _ rowStride: Int, _ width: Int, _ planeCount: Int, _ radius: Int, _ factors: UnsafePointer<Float>,
            _ spaceFactor: Float, _ start: Int, _ available: Int
        ) -> Int

    typealias PilotNonLocalMeans =
        @Sendable (
            _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ planeStride: Int,
            _ rowStride: Int, _ width: Int, _ planeCount: Int, _ radius: Int, _ middles: UnsafePointer<Float>,
            _ scales: UnsafePointer<Float>, _ limit: Int, _ start: Int, _ available: Int,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Int

    typealias WienerPass =
        @Sendable (
            _ noisy: UnsafePointer<Float>, _ guide: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>,
            _ planeStride: Int, _ rowStride: Int, _ width: Int, _ height: Int, _ planeCount: Int,
            _ spectrum: UnsafePointer<Float>, _ law: UnsafePointer<Float>, _ lawSegments: Int, _ rowStep: Int,
            _ start: Int, _ available: Int, _ scratch: UnsafeMutablePointer<Float>
        ) -> Int

    typealias MergeCoarse =
        @Sendable (
            _ fine: UnsafeMutablePointer<Float>, _ fineStride: Int, _ width: Int, _ coarse: UnsafePointer<Float>,
            _ coarseStride: Int, _ start: Int, _ available: Int, _ scratch: UnsafeMutablePointer<Float>
        ) -> Int

    typealias SharpenTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ width: Int, _ height: Int, _ scratch: UnsafeMutableRawPointer, _ amount: Float,
            _ middleTap: Float, _ nearTap: Float, _ farTap: Float, _ gateStart: Float, _ gateSlope: Float,
            _ rangeShare: Float, _ peakShare: Float, _ peakSlope: Float
        ) -> Void

    // MARK: Textbook filters

    typealias BilateralTile =
        @Sendable (
            _ source: UnsafePointer<UInt8>, _ sourceStride: Int, _ sourcePlaneStride: Int, _ planes: Int,
            _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ outputStride: Int, _ width: Int,
            _ height: Int, _ radius: Int, _ columns: UnsafePointer<Int>, _ rows: UnsafePointer<Int>,
            _ limits: UnsafePointer<UInt32>, _ count: Int, _ scale: Float, _ shift: Int, _ offset: Int,
            _ centreWeight: Int, _ scratch: UnsafeMutableRawPointer
        ) -> Void

    typealias BilateralScratchBytes =
        @Sendable (_ planes: Int, _ width: Int, _ height: Int, _ radius: Int, _ pairs: Int) -> Int

    typealias BilateralFloatTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ planeStride: Int, _ planes: Int, _ middle: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ outputPlaneStride: Int, _ width: Int,
            _ height: Int, _ offsets: UnsafePointer<Int>, _ spatial: UnsafePointer<Float>, _ count: Int,
            _ scale: Float
        ) -> Void

    typealias NonLocalMeansTile =
        @Sendable (
            _ source: UnsafePointer<UInt8>, _ sourceStride: Int, _ sourcePlaneStride: Int, _ planes: Int,
            _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ outputStride: Int, _ width: Int,
            _ height: Int, _ searchRadius: Int, _ templateRadius: Int, _ scale: Float, _ limit: Int, _ shift: Int,
            _ offset: Int, _ centreWeight: Int, _ scratch: UnsafeMutableRawPointer
        ) -> Void

    typealias NonLocalMeansScratchBytes =
        @Sendable (_ planes: Int, _ width: Int, _ height: Int, _ searchRadius: Int, _ templateRadius: Int) -> Int

    typealias NonLocalMeansFloatTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ planeStride: Int, _ planes: Int,
            _ output: UnsafeMutablePointer<Float>, _ outputStride: Int, _ outputPlaneStride: Int, _ width: Int,
            _ height: Int, _ searchRadius: Int, _ templateRadius: Int, _ scale: Float,
            _ scratch: UnsafeMutablePointer<Float>
        ) -> Void

    typealias NonLocalMeansFloatScratchBytes =
        @Sendable (_ sourceStride: Int, _ outputStride: Int, _ height: Int, _ templateRadius: Int) -> Int

    typealias UnsharpTile =
        @Sendable (
            _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ output: UnsafeMutablePointer<UInt8>, _ outputStride: Int,
            _ width: Int, _ height: Int, _ radius: Int, _ verticalTaps: UnsafePointer<UInt16>,
            _ horizontalTaps: UnsafePointer<UInt16>, _ amount: Int16, _ blurredRows: UnsafeMutablePointer<UInt16>
        ) -> Void

    typealias UnsharpFloatTile =
        @Sendable (
            _ source: UnsafePointer<Float>, _ sourceStride: Int, _ output: UnsafeMutablePointer<Float>,
            _ outputStride: Int, _ width: Int, _ height: Int, _ radius: Int, _ taps: UnsafePointer<Float>,
            _ amount: Float, _ scratch: UnsafeMutablePointer<Float>
        ) -> Void
}
