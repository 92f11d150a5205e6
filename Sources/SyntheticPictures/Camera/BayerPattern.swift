/// Which colour each photosite sees: red and green in even rows, green and blue in odd ones.
enum BayerPattern {
    static let (red, green, blue) = (0, 1, 2)

    static func filter(_ x: Int, _ y: Int) -> Int {
        switch (x & 1, y & 1) {
        case (0, 0): red
        case (1, 1): blue
        default: green
        }
    }
}
