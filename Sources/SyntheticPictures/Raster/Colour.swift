/// Linear light, red, green, blue, 1 being paper white.
package typealias Colour = SIMD3<Double>

extension Colour {
    /// A colour given as an sRGB triple of 0…255, as paint programs show it.
    package init(sRGB red: Double, _ green: Double, _ blue: Double) {
        self.init(Colour.linear(red / 255), Colour.linear(green / 255), Colour.linear(blue / 255))
    }

    package func mixed(with other: Colour, _ amount: Double) -> Colour {
        self + (other - self) * Swift.min(Swift.max(amount, 0), 1)
    }

    private static func linear(_ value: Double) -> Double {
        SRGBCurve.linear(value)
    }
}
