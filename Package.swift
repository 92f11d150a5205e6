// swift-tools-version: 6.2
// 6.2 or later: an older tools version would make SwiftPM refuse the kernel modules' unsafe flags in a tagged dependency.
import PackageDescription

// MARK: Kernels: one text, compiled once per instruction set

let optimizeInDebug: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
var kernels: [Target] = [
    .target(name: "FilterKernels", dependencies: ["CVector"], swiftSettings: optimizeInDebug)
]
#if arch(x86_64)
    kernels += [("FilterKernelsAVX2", "x86-64-v3"), ("FilterKernelsAVX512", "x86-64-v4")].map { name, march in
        .target(
            name: name, dependencies: ["CVector"],
            swiftSettings: [.unsafeFlags(["-Xcc", "-march=\(march)"])] + optimizeInDebug)
    }
#endif
let kernelDependencies = kernels.map { Target.Dependency.target(name: $0.name) }

// MARK: Package

let package = Package(
    name: "image-enhance",
    products: [
        // Executables are no products on purpose: a package that depends on us then resolves nothing but us.
        .library(name: "ImageEnhance", targets: ["ImageEnhance"]),
        .library(name: "ImageFilters", targets: ["ImageFilters"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: kernels + [
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        // zlib comes with libpng, whose compressed chunks the shim unpacks within our limits.
        .target(
            name: "CCodecShims", dependencies: ["CPNG", "CJPEG"], linkerSettings: [.linkedLibrary("z")]),
        .target(name: "CVector"),
        .target(name: "CFileSystem"),

        .target(name: "ImagePlanes"),
        .target(name: "ImageFilters", dependencies: ["ImagePlanes", "CVector"] + kernelDependencies),
        .target(name: "ImageCodecs", dependencies: ["ImagePlanes", "CCodecShims", "CWebP"]),
        // The font of the sheets' labels and of the lettering in testdata/.
        .target(name: "Lettering"),
        .target(
            name: "ImageEnhance",
            dependencies: ["ImagePlanes", "ImageFilters", "ImageCodecs", "Lettering", "CFileSystem"]),
        .executableTarget(
            name: "enhance",
            dependencies: [
                "ImageEnhance", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Pictures whose truth is known: what testdata/, tests and measurements are made from.
        .target(name: "SyntheticPictures", dependencies: ["ImagePlanes", "Lettering"]),
        .executableTarget(
            name: "generate-testdata", dependencies: ["ImagePlanes", "ImageCodecs", "SyntheticPictures"]),
        .executableTarget(
            name: "measure-quality",
            dependencies: [
                "ImageEnhance", "SyntheticPictures", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .target(
            name: "TestSupport", dependencies: ["ImagePlanes", "SyntheticPictures"], path: "Tests/TestSupport"),
        .testTarget(name: "ImagePlanesTests", dependencies: ["ImagePlanes", "TestSupport"]),
        .testTarget(name: "ImageFiltersTests", dependencies: ["ImageFilters", "TestSupport"]),
        .testTarget(name: "ImageCodecsTests", dependencies: ["ImageCodecs", "TestSupport"]),
        .testTarget(name: "ImageEnhanceTests", dependencies: ["ImageEnhance", "CFileSystem", "TestSupport"]),
        .testTarget(name: "EnhanceCommandTests", dependencies: ["ImageEnhance", "TestSupport", "enhance"]),
    ]
)

// MARK: Settings every module shares

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    // C targets take no Swift settings.
    guard !["CCodecShims", "CVector", "CFileSystem"].contains(target.name) else { continue }
    var settings: [SwiftSetting] = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
    ]
    // Every line of a kernel is pointer arithmetic: there the module is the containment. `#expect` expands to
    // code the checker rejects, so tests go without it too.
    if target.type != .test && target.name != "TestSupport" && !target.name.hasPrefix("FilterKernels") {
        settings.append(.strictMemorySafety())
    }
    target.swiftSettings = (target.swiftSettings ?? []) + settings
}
