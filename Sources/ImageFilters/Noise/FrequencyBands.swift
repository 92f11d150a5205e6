/// Sets of frequencies of an 8×8 DCT, by the sum S of vertical and horizontal frequency; index 8 × vertical + horizontal.
enum FrequencyBands {
    /// 1 ≤ S ≤ 4: where pictures have most of their structure. Its energy says how busy a block is.
    static let low = indices(1...4)
    /// 2 ≤ S ≤ 4.
    static let lowToMiddle = indices(2...4)
    /// 2 ≤ S ≤ 8.
    static let middle = indices(2...8)
    /// S ≥ 9: noise that no demosaicing, resizing or compression has touched reaches up to here.
    static let high = indices(9...14)

    private static func indices(_ sums: ClosedRange<Int>) -> [Int] {
        (0..<64).filter { sums.contains($0 / 8 + $0 % 8) }
    }
}
