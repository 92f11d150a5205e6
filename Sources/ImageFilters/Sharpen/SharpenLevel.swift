/// What a level of sharpening means.
///
/// A higher level has a larger amount and a wider limit and nothing else, so that it moves each sample at least as
/// far as a lower one. The amounts raise MTF50 of a slanted edge (60 to 190, blurred by a Gaussian of deviation
/// 1 pixel, in 8 bits, without noise) in even steps for the eye:
///
/// | level | amount | range share | MTF50 | overshoot | halo | hard edge | noise gain |
/// |---|---|---|---|---|---|---|---|
/// | 1 | 0.44 | 0.06 | ×1.15 | 0.8 % | 0 px | 5.8 % | ×1.00, ×1.02 |
/// | 2 | 0.87 | 0.07 | ×1.29 | 1.5 % | 0 px | 6.7 % | ×1.00, ×1.05 |
/// | 3 | 1.34 | 0.08 | ×1.43 | 2.1 % | 0.2 px | 7.5 % | ×1.00, ×1.09 |
/// | 4 | 1.76 | 0.09 | ×1.57 | 2.4 % | 0.8 px | 8.8 % | ×1.00, ×1.12 |
/// | 5 | 2.14 | 0.10 | ×1.70 | 2.9 % | 1.0 px | 9.6 % | ×1.01, ×1.14 |
///
/// Overshoot and halo (what lies beyond 2 % of the step) are means of both sides of that edge; the next column is
/// the overshoot of an edge without any blur. Noise gain is that of a flat area with white noise of deviation 2,
/// first with its deviation known, then told 30 % too little.
///
/// The other constants were found on every second of 22 photographs blurred by 0.8 pixel (once with noise of
/// deviation 1, once with noise of deviation 8 and JPEG 92, denoised) and confirmed on the rest:
/// - Gaussian of deviation 1 and five taps: 0.7 costs more noise at the same MTF50, 1.4 and more detail; seven taps
///   gain nothing.
/// - The gate looks at the range of the 3 × 3 neighbourhood, which the limit needs anyhow. For white noise that
///   range is about 3 ± 0.8 deviations, so the gate opens between 5 and 10. At the same MTF50 it is as good on
///   photographs as a gate on the blurred square of the detail, at half the work, and overshoots less, because the
///   foot of an edge has a small range.
/// - The limit on overshoot is a share of the range around a sample; the sample itself has no part in it, so that an
///   isolated pixel is not raised. Alone it would flatten lines and spots too, which have nothing to overshoot; there
///   the detail is more than about a third of the range, which an edge hardly reaches. Letting that excess through
///   gains 0.7 to 0.9 dB in the photographs without denoising, 0.3 dB in the others.
/// - But a line of one pixel, a hot pixel, the dot of a halftone have that excess too, and nothing to gain: they are as
///   sharp as the grid allows. A blurred line or spot goes on falling beyond its neighbours, so the excess counts as far
///   as the 5 × 5 falls below the 3 × 3. That costs 0.01 to 0.02 dB in photographs.
struct SharpenLevel: Sendable {
    /// How much of the detail is added.
    let amount: Float
    /// Overshoot allowed everywhere, as a share of the local range.
    let rangeShare: Float

    /// By level, 0…5.
    static let table: [SharpenLevel] = [
        SharpenLevel(amount: 0, rangeShare: 0),
        SharpenLevel(amount: 0.44, rangeShare: 0.06),
        SharpenLevel(amount: 0.87, rangeShare: 0.07),
        SharpenLevel(amount: 1.34, rangeShare: 0.08),
        SharpenLevel(amount: 1.76, rangeShare: 0.09),
        SharpenLevel(amount: 2.14, rangeShare: 0.10),
    ]

    /// Gaussian of deviation 1 pixel, from the middle outwards; all five taps sum to 1.
    static let taps: (middle: Float, near: Float, far: Float) = (0.402620, 0.244201, 0.054489)

    /// Range of the 3 × 3 neighbourhood at which the gate begins to open, and at which it is open, in deviations of
    /// the residual noise.
    static let gateOpens: ClosedRange<Float> = 5...10
    /// The least residual noise the gate reckons with, in 8-bit units: rounding and compression leave as much in a
    /// clean picture.
    static let leastNoise: Float = 0.6

    /// Detail above this share of the local range belongs to a line or a spot …
    static let peakShare: Float = 0.35
    /// … and widens the limit by this much of the excess …
    static let peakSlope: Float = 3
    /// … up to this much of what the 5 × 5 around falls further than the 3 × 3. 1 costs 0.03 dB, 3 gains 0.01.
    static let riseShare: Float = 1.5
}
