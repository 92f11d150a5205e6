import Benchmark
import ImageEnhance
import Samples

/// Bytes to bytes at the default levels, on all cores.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput], maxDuration: .seconds(3))

    for path in Samples.eachKind {
        Benchmark("Enhance \(path)") { benchmark in
            let bytes = try Samples.bytes(path)
            let enhancer = Enhancer()
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { blackHole(try enhancer.enhance(bytes)) }
            benchmark.stopMeasurement()
        }
    }
}
