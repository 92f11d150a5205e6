import Benchmark
import ImageEnhance
import Samples

/// Decoding and encoding of one file of each kind.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput], maxDuration: .seconds(2))

    for path in Samples.eachKind {
        Benchmark("Decode \(path)") { benchmark in
            let bytes = try Samples.bytes(path)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { blackHole(try ImageDecoder().decode(bytes)) }
            benchmark.stopMeasurement()
        }
        Benchmark("Encode \(path)") { benchmark in
            let decoded = try Samples.image(path)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                blackHole(try ImageEncoder().encode(decoded.image, as: decoded.encoding))
            }
            benchmark.stopMeasurement()
        }
    }
}
