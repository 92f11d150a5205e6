extension Enhancer {
    /// The side of the crop that a contact sheet shows unless asked otherwise, in pixels.
    public static let contactSheetCrop = 160
    /// The side of the crop that a comparison shows unless asked otherwise, in pixels.
    public static let comparisonCrop = 240

    /// A sheet to choose levels by looking: one crop of the picture at every denoise and sharpen level.
    ///
    /// The crop is chosen for having both detail and quiet ground, turned as EXIF says, and shown as 8-bit RGB; its
    /// samples are those of the picture enhanced as a whole. `parameters.denoise` and `.sharpen` have no effect.
    /// - Parameter bytes: a whole file.
    /// - Returns: a PNG file of 6 by 6 crops with labels.
    /// - Throws: `EnhanceError`.
    public func contactSheet(of bytes: [UInt8]) throws(EnhanceError) -> [UInt8] {
        try admitted(weight: weight(of: bytes, callThreads)) { (threads) throws(EnhanceError) in
            try contactSheet(of: bytes, threads: threads, cancellation: nil)
        }
    }

    /// A crop before and after enhancement side by side, enlarged twice. The crop is as that of `contactSheet`.
    ///
    /// - Parameter bytes: a whole file.
    /// - Returns: a PNG file.
    /// - Throws: `EnhanceError`.
    public func comparison(of bytes: [UInt8]) throws(EnhanceError) -> [UInt8] {
        try admitted(weight: weight(of: bytes, callThreads)) { (threads) throws(EnhanceError) in
            try comparison(of: bytes, threads: threads, cancellation: nil)
        }
    }

    /// The noise that the filters would take a picture to have: as measured, or where `parameters.noiseSigma` is set,
    /// white noise of that deviation.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`.
    public func noiseProfile(of bytes: [UInt8]) throws(EnhanceError) -> NoiseProfile {
        try admitted(weight: weight(of: bytes, callThreads)) { (threads) throws(EnhanceError) in
            try noiseProfile(of: bytes, threads: threads, cancellation: nil)
        }
    }

    /// What compression the filters would take a picture to have gone through.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`.
    public func compressionProfile(of bytes: [UInt8]) throws(EnhanceError) -> CompressionProfile {
        try admitted(weight: weight(of: bytes, callThreads)) { (threads) throws(EnhanceError) in
            try compressionProfile(of: bytes, threads: threads, cancellation: nil)
        }
    }

    /// Both profiles of a picture that is decoded once.
    ///
    /// - Throws: `EnhanceError`.
    package func profiles(
        of bytes: [UInt8]
    ) throws(EnhanceError) -> (noise: NoiseProfile, compression: CompressionProfile) {
        try admitted(weight: weight(of: bytes, callThreads)) { (threads) throws(EnhanceError) in
            let image = try Pipeline(parameters, threads: threads).decode(bytes, nil).image
            return (
                parameters.noiseProfile(of: image, threads: threads.granted), CompressionProfile.estimate(of: image)
            )
        }
    }
}

/// The same once the gate has let a call in.
extension Enhancer {
    func contactSheet(
        of bytes: [UInt8], threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> [UInt8] {
        let preview = try preview(
            of: bytes, cropSize: parameters.cropSize ?? Enhancer.contactSheetCrop, levels: Array(Level.range), threads,
            cancellation)
        let original = try preview.raster(denoise: 0, sharpen: 0)
        let sheet = ContactSheet(cellWidth: original.width, cellHeight: original.height)
        return try preview.png(sheet.drawn(preview.raster))
    }

    func comparison(
        of bytes: [UInt8], threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> [UInt8] {
        let preview = try preview(
            of: bytes, cropSize: parameters.cropSize ?? Enhancer.comparisonCrop, levels: [0, parameters.denoise],
            threads, cancellation)
        let comparison = Comparison(
            before: try preview.raster(denoise: 0, sharpen: 0),
            after: try preview.raster(denoise: parameters.denoise, sharpen: parameters.sharpen))
        return try preview.png(comparison.drawn())
    }

    func noiseProfile(
        of bytes: [UInt8], threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> NoiseProfile {
        let image = try Pipeline(parameters, threads: threads).decode(bytes, cancellation).image
        return parameters.noiseProfile(of: image, threads: threads.granted)
    }

    func compressionProfile(
        of bytes: [UInt8], threads: GrantedThreads, cancellation: Cancellation?
    ) throws(EnhanceError) -> CompressionProfile {
        CompressionProfile.estimate(of: try Pipeline(parameters, threads: threads).decode(bytes, cancellation).image)
    }

    private func preview(
        of bytes: [UInt8], cropSize: Int, levels: [Int], _ threads: GrantedThreads, _ cancellation: Cancellation?
    ) throws(EnhanceError) -> Preview {
        let decoded = try Pipeline(parameters, threads: threads).decode(bytes, cancellation)
        return try Preview(
            decoded, cropSize: cropSize, levels: levels, parameters: parameters, threads: threads.granted,
            cancellation: cancellation)
    }
}
