extension NoiseProfile {
    /// Estimates the noise of `image` from its quietest blocks.
    static func estimate(_ image: PlanarImage, kernels: StageKernels) -> NoiseProfile {
        switch image.planes {
        case .eight(let planes): estimate(image, planes, kernels)
        case .sixteen(let planes): estimate(image, planes, kernels)
        }
    }

    private static func estimate<Element: KernelSample>(
        _ image: PlanarImage, _ planes: [Plane<Element>], _ kernels: StageKernels
    ) -> NoiseProfile {
        var groups = PlaneGroup.groups(of: image).map { group in
            let noise = SourcePlane.withPlanes(group.planes.map { planes[$0] }) { sources in
                NoiseEstimator(
                    loader: RegionLoader(sources: sources, transform: group.transform, kernels: kernels),
                    lumaScale: group.lumaScale, followsIntensity: group.hasLuma
                ).estimate()
            }
            return Group(planes: group, noise: noise, strength: 1)
        }
        let chroma = chromaDeviation(groups, image)
        for index in groups.indices where groups[index].planes.hasLuma {
            guard let noise = groups[index].noise else { continue }
            let low = max(noise.deviation(plane: 0, in: FrequencyBands.lowToMiddle), 1e-3)
            groups[index].strength = CleanGate.strength(of: noise, chroma: chroma.map { $0 / low })
        }
        // Chroma alone can't tell noise from colour: it follows luma.
        let luma = groups[0].strength
        for index in groups.indices where !groups[index].planes.hasLuma {
            groups[index].strength = luma
        }
        return NoiseProfile(groups: groups)
    }

    /// Mean noise of the chroma planes in the low frequencies, on the scale of equal noise in R, G and B.
    private static func chromaDeviation(_ groups: [Group], _ image: PlanarImage) -> Float? {
        let band = FrequencyBands.lowToMiddle
        if groups[0].planes.transform == .opponent {
            return groups[0].noise.map { ($0.deviation(plane: 1, in: band) + $0.deviation(plane: 2, in: band)) / 2 }
        }
        let found = groups.filter { !$0.planes.hasLuma }.flatMap { group -> [Float] in
            guard let noise = group.noise else { return [] }
            let full = image.subsampling.largest
            return group.planes.planes.indices.map { index in
                let own = image.subsampling.factors[group.planes.planes[index]]
                // Averaging chroma at subsampling made its noise smaller.
                let reduction = Float(full.horizontal * full.vertical) / Float(own.horizontal * own.vertical)
                return noise.deviation(plane: index, in: band) * 1.1 * reduction.squareRoot()
            }
        }
        return found.isEmpty ? nil : found.reduce(0, +) / Float(found.count)
    }

    /// White noise of deviation `sigma` (8-bit scale) in every channel of an RGB image.
    static func white(sigma: Float, _ image: PlanarImage) -> NoiseProfile {
        NoiseProfile(
            groups: PlaneGroup.groups(of: image).map { group in
                let variances = group.planes.map { index -> [Float] in
                    let deviation = sigma * whiteDeviation(plane: index, of: image)
                    return [Float](repeating: deviation * deviation, count: 64)
                }
                let noise = GroupNoise(
                    variances: [variances, variances, variances], law: .constant, quietShare: 1)
                return Group(planes: group, noise: noise, strength: 1)
            })
    }

    /// What white noise of deviation 1 in R, G and B is in a plane of the image.
    private static func whiteDeviation(plane: Int, of image: PlanarImage) -> Float {
        guard image.colorModel == .yCbCr || image.colorModel == .ycck else { return 1 }
        switch plane {
        case 0: return 0.668
        case 1, 2:
            let full = image.subsampling.largest
            let own = image.subsampling.factors[plane]
            let reduction = Float(full.horizontal * full.vertical) / Float(own.horizontal * own.vertical)
            return 0.606 / reduction.squareRoot()
        default: return 1
        }
    }
}
