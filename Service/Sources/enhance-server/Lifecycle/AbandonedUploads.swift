internal import Logging
internal import ObjectStore
internal import ServiceLifecycle

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Clears uploads in parts that nobody goes on with: their bytes take room, and no listing of objects shows them.
struct AbandonedUploads: Service {
    /// How long an upload may get no part, in seconds.
    private static let age = 7 * 24 * 60 * 60
    private static let interval = Duration.seconds(60 * 60)

    let store: any MultipartStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await clear() } while (try? await Task.sleep(for: Self.interval)) != nil
        }
    }

    private func clear() async {
        do {
            let count = try await store.removeAbandoned(before: time(nil) - Self.age)
            if count > 0 { logger.info("removed \(count) uploads in parts that were abandoned") }
        } catch {
            logger.warning("abandoned uploads can't be removed: \(error)")
        }
    }
}
