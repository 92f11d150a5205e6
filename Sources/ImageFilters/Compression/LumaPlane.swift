internal import ImagePlanes

/// The luma of RGB planes as a plane of its own, fine enough that a change of it can be given back to them.
struct LumaPlane: Sendable {
    /// Luma × 257.
    let samples: Plane<UInt16>

    init<Element: KernelSample>(of planes: [Plane<Element>]) {
        let (width, height) = (planes[0].width, planes[0].height)
        let weights = LumaSource<Element>.rgbWeights.map { $0 * 257 * Element.unit }
        var samples = [UInt16](repeating: 0, count: width * height)
        for y in 0..<height {
            let (red, green, blue) = (y * planes[0].stride, y * planes[1].stride, y * planes[2].stride)
            for x in 0..<width {
                let luma =
                    weights[0] * Float(planes[0].samples[red + x]) + weights[1] * Float(planes[1].samples[green + x])
                    + weights[2] * Float(planes[2].samples[blue + x])
                samples[y * width + x] = UInt16(min(luma + 0.5, 65535))
            }
        }
        self.samples = Plane(width: width, height: height, stride: width, samples: samples)
    }

    /// Adds to each of the planes what `repaired` has more than this luma: color differences stay.
    func giveBack<Element: KernelSample>(_ repaired: Plane<UInt16>, to planes: inout [Plane<Element>]) {
        for index in planes.indices {
            let stride = planes[index].stride
            for y in 0..<samples.height {
                for x in 0..<samples.width {
                    let change =
                        Float(repaired.samples[y * repaired.stride + x])
                        - Float(samples.samples[y * samples.stride + x])
                    let value = Float(planes[index].samples[y * stride + x]) + change * Element.steps / 257
                    planes[index].samples[y * stride + x] = Element(
                        min(max(value.rounded(), 0), Float(Element.max)))
                }
            }
        }
    }
}
