/// What one JPEG gave. Luma unless said otherwise.
struct CompressionMeasurement: Sendable, Codable {
    /// Before or after filtering.
    struct Figures: Sendable, Codable {
        /// To the picture before compression, in dB.
        let psnr: Double
        let psnrB: Double
        /// Mean square step across block borders over that elsewhere.
        let blocking: Double
        /// PSNR over red, green and blue.
        let rgb: Double
    }

    let name: String
    let group: String
    let half: String
    let quality: Int
    let input: Figures
    let output: Figures
    /// The picture filtered without having been compressed.
    let uncompressed: Figures
}
