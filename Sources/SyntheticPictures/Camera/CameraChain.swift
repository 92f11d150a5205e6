internal import Foundation

/// From light to the picture that a camera stores: lens, mosaic, noise, demosaicing, curve, in-camera denoising,
/// sharpening, and maybe a lower resolution.
package struct CameraChain: Sendable {
    /// Lens, sensor and demosaicing.
    package var camera: Camera
    /// Strength of the denoising in the camera: 0 none, 1 light, 2 strong.
    package var denoising: Int
    /// Amount of the camera's unsharp mask; 0 for none.
    package var sharpening: Double
    /// By how much the resolution is lowered in the end; 1 keeps it.
    package var reduction: Double

    package init(camera: Camera = Camera(), denoising: Int = 0, sharpening: Double = 0, reduction: Double = 1) {
        self.camera = camera
        self.denoising = denoising
        self.sharpening = sharpening
        self.reduction = reduction
    }

    /// A chain drawn by lot.
    ///
    /// - Parameters:
    ///   - turn: equal turns give the same sensitivity, demosaicing and strength of denoising.
    ///   - isReduced: whether the resolution is lowered.
    init(turn: Int, isReduced: Bool, random: inout SplitMix64) {
        // Two stops: a quarter of the light, twice the noise.
        let fullWell = [1000.0, 500, 250][turn % 3]
        self.init(
            camera: Camera(
                fullWell: fullWell, readNoise: random.next(in: 1.5...4),
                demosaicing: Demosaicing.allCases[turn / 3 % Demosaicing.allCases.count], seed: random.next()),
            denoising: turn % 4 == 3 ? 2 : turn % 2, sharpening: random.pick([0, 0.3, 0.6, 1]),
            reduction: isReduced ? random.pick([1.5, 2, 2.5]) : 1)
    }

    /// The picture with noise, and what it would be without any: all else alike.
    package func photograph(_ scene: Raster) -> (truth: Rendition, degraded: Rendition) {
        var silent = camera
        silent.isNoisy = false
        return (developed(silent.photograph(scene)), developed(camera.photograph(scene)))
    }

    private func developed(_ raster: Raster) -> Rendition {
        let denoised = InCameraDenoiser(strength: denoising, deviation: deviation).apply(to: Rendition(raster))
        let sharp = LumaSharpener(amount: sharpening, sigma: 0.9).apply(to: denoised)
        guard reduction > 1 else { return sharp }
        return sharp.reduced(
            toWidth: Int(Double(sharp.width) / reduction), height: Int(Double(sharp.height) / reduction))
    }

    /// Deviation of coded samples at a fifth of the full light, by the slope of the sRGB curve there.
    private var deviation: Double {
        let light = 0.2
        let electrons = light * camera.fullWell
        let linear = (electrons + camera.readNoise * camera.readNoise).squareRoot() / camera.fullWell
        let step = 0.001
        return linear * (SRGBCurve.encoded(light + step) - SRGBCurve.encoded(light - step)) / (2 * step)
    }
}
