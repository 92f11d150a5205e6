internal import ImagePlanes

/// Looks whether planes were compressed earlier, more coarsely than their file tells.
enum CompressionSearch {
    /// Adds the steps of earlier compressions to those of the planes.
    static func apply<Element: KernelSample>(
        to picture: inout OpenPicture<Element>, _ cancellation: Cancellation?
    ) throws(CancellationError) {
        for group in picture.groups.indices {
            let open = picture.groups[group]
            if open.group.transform == .opponent {
                // A file's colors are decoded from planes that RGB no longer has, but for luma.
                guard open.quantization.allSatisfy({ $0 == nil }) else { continue }
                picture.groups[group].lumaQuantization =
                    EarlierCompression(in: LumaSource(open.planes), beyond: nil)?.steps
            } else {
                for (index, plane) in open.planes.enumerated() {
                    try cancellation?.check()
                    let known = open.quantization[index]
                    guard let earlier = EarlierCompression(in: LumaSource([plane]), beyond: known) else {
                        // Chroma tells less: where luma was not compressed earlier, neither was it.
                        if group == 0 && index == 0 { return }
                        continue
                    }
                    picture.groups[group].quantization[index] = earlier.steps.combined(with: known)
                }
            }
        }
    }
}

extension QuantizationSteps {
    /// The steps of both compressions together: squared errors add up.
    fileprivate func combined(with other: QuantizationSteps?) -> QuantizationSteps {
        guard let other else { return self }
        return QuantizationSteps(zip(values, other.values).map { ($0 * $0 + $1 * $1).squareRoot() }) ?? self
    }
}
