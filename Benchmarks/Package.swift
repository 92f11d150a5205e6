// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who depends on image-enhance resolves what only measuring needs.
let package = Package(
    name: "image-enhance-benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(name: "image-enhance", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        // Without its default trait, jemalloc: only time is measured here.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "filter-bench",
            dependencies: [
                .product(name: "ImageFilters", package: "image-enhance"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "stop-bench",
            dependencies: [
                .product(name: "ImageEnhance", package: "image-enhance"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(name: "Samples", dependencies: [.product(name: "ImageEnhance", package: "image-enhance")]),
    ]
        // The plugin takes executables whose folder lies in one called Benchmarks, which is this package's own.
        + ["Filters", "Codecs", "Pipeline"].map { suite in
            .executableTarget(
                name: suite,
                dependencies: [
                    "Samples",
                    .product(name: "ImageEnhance", package: "image-enhance"),
                    .product(name: "Benchmark", package: "benchmark"),
                ],
                path: suite,
                plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
        }
)
