import Benchmark
import ImageEnhance
import Samples

/// The filters on one thread, with the best instruction set of the machine.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput], maxDuration: .seconds(3))

    suite("NLM 7/21, gray 768×512") { try NonLocalMeans(strength: 10, templateSize: 7, searchSize: 21).apply(to: $0) }
    suite("Bilateral 9/25/5, gray 768×512") {
        try BilateralFilter(diameter: 9, sigmaRange: 25, sigmaSpace: 5).apply(to: $0)
    }
    suite("Unsharp σ 1, gray 768×512") { try UnsharpMask(sigma: 1, amount: 0.5).apply(to: $0) }
    for (name, path) in [("4:2:0 768×512", "jpeg/village.jpg"), ("RGB 768×512", "reference/village-clean.png")] {
        suite("Denoise 3, \(name)", path) {
            try FilterChain(denoiser: Denoiser(level: .standard), sharpener: Sharpener(level: .off)).apply(to: $0)
        }
        suite("Sharpen 3, \(name)", path) {
            try FilterChain(denoiser: Denoiser(level: .off), sharpener: Sharpener(level: .standard)).apply(to: $0)
        }
    }
}

/// Registers one filter on a file of testdata/, or on the gray village.
private func suite(
    _ name: String, _ path: String? = nil, _ filter: @escaping @Sendable (PlanarImage) throws -> PlanarImage
) {
    Benchmark(name) { benchmark in
        let image = if let path { try Samples.image(path).image } else { try Samples.gray() }
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try filter(image)) }
        benchmark.stopMeasurement()
    }
}
