internal import CVector

// The blur of the unsharp mask along a row, in 8.8.

/// Taps in every lane, those beyond the radius zero.
struct HorizontalTaps {
    let middle, first, second, third, fourth, fifth, sixth: cv_u16
    /// Pairs for two neighbouring samples, the first of which lies n samples to the left, or n - 1 to the right. The
    /// middle tap is shared by two pairs: each sum of products then stays below 32768.
    let left1, right1, left3, right3, left5, right5, left7, right7: cv_u8_full

    @inline(__always)
    init(_ taps: UnsafePointer<UInt16>, radius: Int) {
        middle = cv_splat_u16(taps[0])
        first = cv_splat_u16(taps[1])
        second = cv_splat_u16(radius >= 2 ? taps[2] : 0)
        third = cv_splat_u16(radius >= 3 ? taps[3] : 0)
        fourth = cv_splat_u16(radius >= 4 ? taps[4] : 0)
        fifth = cv_splat_u16(radius >= 5 ? taps[5] : 0)
        sixth = cv_splat_u16(radius >= 6 ? taps[6] : 0)
        let half = cv_shr_u16(middle, 1)
        left1 = HorizontalTaps.pair(first, half)
        right1 = HorizontalTaps.pair(half, first)
        left3 = HorizontalTaps.pair(third, second)
        right3 = HorizontalTaps.pair(second, third)
        left5 = HorizontalTaps.pair(fifth, fourth)
        right5 = HorizontalTaps.pair(fourth, fifth)
        left7 = HorizontalTaps.pair(cv_splat_u16(0), sixth)
        right7 = HorizontalTaps.pair(sixth, cv_splat_u16(0))
    }

    @inline(__always)
    private static func pair(_ even: cv_u16, _ odd: cv_u16) -> cv_u8_full {
        unsafeBitCast(even &+ cv_shl_u16(odd, 8), to: cv_u8_full.self)
    }
}

@inline(__always)
func loadBytes(_ address: UnsafePointer<UInt8>) -> cv_u8_full {
    UnsafeRawPointer(address).loadUnaligned(as: cv_u8_full.self)
}

/// Blurs one vector of samples, and returns what it stores.
@inline(__always) @discardableResult
func blurAlong(
    _ samples: UnsafePointer<UInt8>, _ taps: HorizontalTaps, _ radius: Int,
    to blurred: UnsafeMutablePointer<UInt16>
) -> (even: cv_u16, odd: cv_u16) {
    let even: cv_u16
    let odd: cv_u16
    if lanes16 == 8 {
        (even, odd) = foldedSums(samples, taps, radius)
    } else {
        (even, odd) = (pairedSum(samples, taps, radius), pairedSum(samples + 1, taps, radius))
    }
    store(even, to: blurred)
    store(odd, to: blurred + lanes16)
    return (even, odd)
}

/// The blurred samples in every second column, by an instruction that multiplies and adds bytes in pairs.
@inline(__always)
private func pairedSum(_ here: UnsafePointer<UInt8>, _ taps: HorizontalTaps, _ radius: Int) -> cv_u16 {
    var sum = cv_madd_u8(loadBytes(here - 1), taps.left1) &+ cv_madd_u8(loadBytes(here), taps.right1)
    if radius >= 2 {
        sum = sum &+ (cv_madd_u8(loadBytes(here - 3), taps.left3) &+ cv_madd_u8(loadBytes(here + 2), taps.right3))
    }
    if radius >= 4 {
        sum = sum &+ (cv_madd_u8(loadBytes(here - 5), taps.left5) &+ cv_madd_u8(loadBytes(here + 4), taps.right5))
    }
    if radius >= 6 {
        sum = sum &+ (cv_madd_u8(loadBytes(here - 7), taps.left7) &+ cv_madd_u8(loadBytes(here + 6), taps.right7))
    }
    return sum
}

/// The same for instruction sets without it: samples at equal distance are added first.
@inline(__always)
private func foldedSums(
    _ samples: UnsafePointer<UInt8>, _ taps: HorizontalTaps, _ radius: Int
) -> (even: cv_u16, odd: cv_u16) {
    let here = loadBytes(samples)
    let left2 = loadBytes(samples - 2)
    let right2 = loadBytes(samples + 2)
    var even = cv_even_u8(here) &* taps.middle &+ (cv_odd_u8(left2) &+ cv_odd_u8(here)) &* taps.first
    var odd = cv_odd_u8(here) &* taps.middle &+ (cv_even_u8(here) &+ cv_even_u8(right2)) &* taps.first
    if radius >= 2 {
        even = even &+ (cv_even_u8(left2) &+ cv_even_u8(right2)) &* taps.second
        odd = odd &+ (cv_odd_u8(left2) &+ cv_odd_u8(right2)) &* taps.second
    }
    if radius >= 3 {
        let left4 = loadBytes(samples - 4)
        let right4 = loadBytes(samples + 4)
        even = even &+ (cv_odd_u8(left4) &+ cv_odd_u8(right2)) &* taps.third
        odd = odd &+ (cv_even_u8(left2) &+ cv_even_u8(right4)) &* taps.third
        if radius >= 4 {
            even = even &+ (cv_even_u8(left4) &+ cv_even_u8(right4)) &* taps.fourth
            odd = odd &+ (cv_odd_u8(left4) &+ cv_odd_u8(right4)) &* taps.fourth
        }
        if radius >= 5 {
            let left6 = loadBytes(samples - 6)
            let right6 = loadBytes(samples + 6)
            even = even &+ (cv_odd_u8(left6) &+ cv_odd_u8(right4)) &* taps.fifth
            odd = odd &+ (cv_even_u8(left4) &+ cv_even_u8(right6)) &* taps.fifth
            if radius >= 6 {
                even = even &+ (cv_even_u8(left6) &+ cv_even_u8(right6)) &* taps.sixth
                odd = odd &+ (cv_odd_u8(left6) &+ cv_odd_u8(right6)) &* taps.sixth
            }
        }
    }
    return (even, odd)
}
