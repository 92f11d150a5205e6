internal import CVector

// The orthonormal opponent transform: white noise of s.d. σ in R, G and B has s.d. σ in all three opponent planes.
// o0 = (R + G + B)/√3, o1 = (R − B)/√2, o2 = (R − 2G + B)/√6.

/// Replaces rows of R, G and B by rows of the opponent planes.
@inline(never)
public func opponentRows(
    _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
    _ third: UnsafeMutablePointer<Float>, count: Int
) {
    var i = 0
    while i < count {
        let r = loadF32(first + i)
        let g = loadF32(second + i)
        let b = loadF32(third + i)
        let rb = r + b
        store((rb + g) * 0.57735027, to: first + i)
        store((r - b) * 0.70710678, to: second + i)
        store((rb - g - g) * 0.40824829, to: third + i)
        i &+= lanes32
    }
}

/// The inverse of `opponentRows`.
@inline(never)
public func inverseOpponentRows(
    _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
    _ third: UnsafeMutablePointer<Float>, count: Int
) {
    var i = 0
    while i < count {
        let a = loadF32(first + i) * 0.57735027
        let b = loadF32(second + i) * 0.70710678
        let c = loadF32(third + i) * 0.40824829
        let ac = a + c
        store(ac + b, to: first + i)
        store(a - c - c, to: second + i)
        store(ac - b, to: third + i)
        i &+= lanes32
    }
}
