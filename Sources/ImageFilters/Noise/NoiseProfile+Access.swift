extension NoiseProfile {
    /// Measures the noise of `image` from its quietest blocks (`NoiseEstimator` names the papers).
    ///
    /// - Parameters:
    ///   - image: of any kind and depth.
    ///   - threads: how many threads to use; the result does not depend on it. See `FilterChain.apply`.
    ///   - instructionSet: the kernels to run.
    /// - Precondition: the processor can run `instructionSet`.
    public static func estimate(
        of image: PlanarImage, threads: ThreadBudget = .serial, instructionSet: InstructionSet = .best
    ) -> NoiseProfile {
        let kernels = KernelTable(instructionSet)
        return switch image.planes {
        case .eight(let planes): estimated(in: OpenPicture(planes, of: image, kernels: kernels), threads: threads)
        case .sixteen(let planes): estimated(in: OpenPicture(planes, of: image, kernels: kernels), threads: threads)
        }
    }

    /// As a chain measures it, which looks for compression first.
    private static func estimated<Element: KernelSample>(
        in picture: consuming OpenPicture<Element>, threads: ThreadBudget
    ) -> NoiseProfile {
        do {
            try CompressionSearch.apply(to: &picture, nil)
            return try measured(in: picture, TileScheduler(threads: threads, cancellation: nil))
        } catch {
            preconditionFailure("nobody can cancel this")
        }
    }

    /// Whether the profile can be applied to `image`: both have the same planes, in the same groups.
    public func fits(_ image: PlanarImage) -> Bool {
        groups.map(\.planes) == PlaneGroup.groups(of: image)
    }
}

extension NoiseProfile.Group {
    /// What the planes of the group hold: Y, Cb, Cr; or the opponent planes that RGB is denoised in.
    public var planeNames: [String] { planes.names }

    /// Whether the planes are chroma without their luma, which is not sharpened.
    public var isChroma: Bool { planes.isChroma }

    /// Standard deviations as measured, without `strength`: per scale (full, then half resolution) and plane those of
    /// the 64 coefficients of an orthonormal 8×8 DCT, index 8 × vertical + horizontal frequency.
    ///
    /// Empty where the planes are too small for an estimate.
    public var deviations: [[[Float]]] {
        noise?.variances.map { scale in scale.map { plane in plane.map { $0.squareRoot() } } } ?? []
    }

    /// How the variance depends on intensity.
    public var levelFunction: NoiseLevelFunction { noise?.levelFunction ?? .constant }

    /// The share of blocks, 0…1, that hold hardly more than the quietest ones in which noise could show.
    public var quietShare: Float { noise.map { $0.evidence?.quietShare ?? 1 } ?? 0 }
}
