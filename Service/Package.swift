// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who depends on image-enhance resolves what only a server needs.
let package = Package(
    name: "image-enhance-service",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "image-enhance", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        // Without its traits: no JSON configuration reader, no full Foundation.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // What clients and server agree on, as pure functions: signature, Pic-Operations, keys, hosts, XML, errors.
        .target(name: "COSProtocol", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "ObjectStore", dependencies: ["COSProtocol", .product(name: "Crypto", package: "swift-crypto")]),
        // Admission, single flight and the operations; no HTTP.
        .target(
            name: "ImageService",
            dependencies: [
                "COSProtocol", "ObjectStore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ImageEnhance", package: "image-enhance"),
            ]),
        // Images from elsewhere, and who may be asked for them.
        .target(
            name: "RemoteImages",
            dependencies: [
                "COSProtocol", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        // Objects on other servers: in a store that speaks S3, or files of a web server.
        .target(
            name: "RemoteStores",
            dependencies: [
                "COSProtocol", "ObjectStore", "RemoteImages",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "enhance-server",
            dependencies: [
                "COSProtocol", "ImageService", "ObjectStore", "RemoteImages", "RemoteStores",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        .testTarget(
            name: "COSProtocolTests", dependencies: ["COSProtocol", .product(name: "Crypto", package: "swift-crypto")]),
        .testTarget(
            name: "ObjectStoreTests",
            dependencies: ["ObjectStore", "crash-writer", .product(name: "Crypto", package: "swift-crypto")]),
        // What the tests kill.
        .executableTarget(name: "crash-writer", dependencies: ["ObjectStore"], path: "Tests/CrashWriter"),
        .testTarget(name: "ImageServiceTests", dependencies: ["ImageService"]),
        .testTarget(
            name: "RemoteImagesTests",
            dependencies: [
                "COSProtocol", "RemoteImages", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "RemoteStoresTests",
            dependencies: [
                "COSProtocol", "ObjectStore", "RemoteStores",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "enhance-server", "RemoteImages", "RemoteStores",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
    ]
)

for target in package.targets {
    var settings: [SwiftSetting] = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
    ]
    // `#expect` expands to code that the checker rejects.
    if target.type != .test { settings.append(.strictMemorySafety()) }
    // Tests look into our modules. With a command line's flag instead, they would build all dependencies once more.
    if target.type != .test { settings.append(.unsafeFlags(["-enable-testing"], .when(configuration: .release))) }
    target.swiftSettings = settings
}
