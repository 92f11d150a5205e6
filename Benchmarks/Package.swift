// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who depends on image-enhance resolves what only measuring needs.
let package = Package(
    name: "image-enhance-benchmarks",
    dependencies: [
        .package(name: "image-enhance", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    ],
    targets: [
        .executableTarget(
            name: "filter-bench",
            dependencies: [
                .product(name: "ImageFilters", package: "image-enhance"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ])
    ]
)
