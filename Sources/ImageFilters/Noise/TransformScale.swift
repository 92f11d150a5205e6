/// The diagonal D that the kernels' fast DCT leaves in its coefficients: they are D·C·x with C orthonormal.
enum TransformScale {
    /// √8 times the factors of Arai, Agui and Nakajima.
    static let diagonal: [Float] = [
        2.828427125, 3.923141121, 3.695518130, 3.325878449, 2.828427125, 2.222280931, 1.530733729, 0.780361288,
    ]

    /// 1 / D².
    static let inverseSquares: [Float] = diagonal.map { 1 / ($0 * $0) }

    /// 1 / (D·D) for the 64 coefficients of a block.
    static let toOrthonormal: [Float] = (0..<64).map { 1 / (diagonal[$0 / 8] * diagonal[$0 % 8]) }
}
