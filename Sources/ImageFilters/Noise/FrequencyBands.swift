/// Sets of frequencies of an 8×8 DCT, by the sum S of vertical and horizontal frequency; index 8 × vertical + horizontal.
enum FrequencyBands {
    /// 2 ≤ S ≤ 4: where pictures, and noise that was demosaiced or compressed, have most of their energy.
    static let low = indices(2...4)
    /// 5 ≤ S ≤ 8.
    static let middle = indices(5...8)
    /// S ≥ 9: noise that no demosaicing, resizing or compression has touched reaches up to here.
    static let high = indices(9...14)
    /// 2 ≤ S ≤ 8, S even; and S odd. Noise in one set says nothing of that in the other, structure does: blocks chosen
    /// because they are quiet in one set show the noise of the other as it is.
    static let even = indices(2...8).filter { ($0 / 8 + $0 % 8) % 2 == 0 }
    static let odd = indices(2...8).filter { ($0 / 8 + $0 % 8) % 2 == 1 }

    private static func indices(_ sums: ClosedRange<Int>) -> [Int] {
        (0..<64).filter { sums.contains($0 / 8 + $0 % 8) }
    }
}
