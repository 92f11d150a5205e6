extension ImageHeader {
    /// Estimate of the memory in bytes that enhancing the picture takes at its peak, the file itself included, beside
    /// what the process has anyway.
    ///
    /// Fitted to the peaks of fifteen kinds of files from 1 to 12 megapixels on one and two threads, mostly within a
    /// tenth; CMYK and alpha are rougher, and larger pictures were not measured. A picture with alpha takes less if no
    /// pixel is fully transparent. `.max` where it does not fit.
    ///
    /// - Parameter threads: those that the filters use.
    public func workingBytes(threads: ThreadBudget) -> Int {
        let stages = [decodingBytes, filteringBytes(threads), encodingBytes]
        return (stages.max()! + Double(byteCount + 2 * metadataBytes)).clampedToInt
    }

    private var pixels: Double { Double(width) * Double(height) }
    private var planeBytes: Double { Double(decodedBytes) }
    private var sampleBytes: Double { bitDepth == 16 ? 2 : 1 }

    /// The planes, and what the codec library holds beside them.
    private var decodingBytes: Double {
        switch format {
        case .jpeg: planeBytes + Double(coefficientBytes)
        case .png: planeBytes
        // libwebp's pixels, and the interleaved ones it hands out.
        case .webp: isLossless ? planeBytes * 2 + pixels * 4 : planeBytes
        }
    }

    /// The planes as they were and those of the groups so far, a group's half resolution as floating point numbers, its
    /// samples without those that alpha hides, and each worker's tile.
    private func filteringBytes(_ threads: ThreadBudget) -> Double {
        var filtered = 0.0
        var peak = 0.0
        for group in planeGroups {
            let samples = group.reduce(0) { $0 + Double($1) }
            filtered += samples * sampleBytes
            let copies = hasAlpha ? samples * sampleBytes : 0
            let workers = min(Double(threads.count), max(1, samples / Double(group.count) / 65_536))
            peak = max(peak, planeBytes + filtered + samples + copies + workers * Self.workerBytes(planes: group.count))
        }
        return peak
    }

    /// The filtered planes, and what the encoder holds beside them and its file.
    private var encodingBytes: Double {
        switch format {
        case .jpeg: planeBytes + Double(coefficientBytes)
        // The file grows in libpng's hands and is then copied; noise compresses to three quarters.
        case .png: planeBytes * 2.5
        // Pixels as words, hash chains and back references: measured, in bytes a pixel.
        case .webp: planeBytes + pixels * (isLossless ? 4 + 25.5 : hasAlpha ? 21.5 : 0)
        }
    }

    /// Samples of the planes that are filtered together.
    private var planeGroups: [[Int]] {
        switch colorModel {
        case .yCbCr where Set(colorSamples).count > 1: [[colorSamples[0]], Array(colorSamples.dropFirst())]
        case .yCbCr, .rgb: [colorSamples]
        default: colorSamples.map { [$0] }
        }
    }

    /// A worker's tile at all scales, with halo and scratch: measured.
    private static func workerBytes(planes: Int) -> Double {
        [3.6e6, 7e6, 8.6e6][min(planes, 3) - 1]
    }
}

extension Double {
    fileprivate var clampedToInt: Int { self < Double(Int.max) ? Int(self) : .max }
}
