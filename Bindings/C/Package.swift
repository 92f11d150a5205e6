// swift-tools-version: 6.3
// 6.3 for `@c @implementation`. A package of its own, so that users of the library resolve and build nothing of it.
import PackageDescription

let package = Package(
    name: "image-enhance-c",
    products: [.library(name: "image_enhance", type: .dynamic, targets: ["ImageEnhanceC"])],
    dependencies: [.package(name: "image-enhance", path: "../..")],
    targets: [
        // The header alone: what C programs include and the Swift target implements.
        .target(name: "CImageEnhance"),
        .target(
            name: "ImageEnhanceC",
            dependencies: ["CImageEnhance", .product(name: "ImageEnhance", package: "image-enhance")],
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .strictMemorySafety(),
            ],
            // The Swift runtime goes inside: `--static-swift-stdlib` does not do so for a dynamic product.
            linkerSettings: [.unsafeFlags(["-static-stdlib"])]),
    ]
)
