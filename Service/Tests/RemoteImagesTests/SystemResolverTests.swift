import Testing

@testable import RemoteImages

struct SystemResolverTests {
    @Test(arguments: ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "127.0.1", "localhost"])
    func `However this machine is spelled, it is found to be it`(host: String) async throws {
        let addresses = try await SystemResolver().addresses(of: host)
        #expect(!addresses.isEmpty && addresses.allSatisfy { !$0.isPublic })
    }

    @Test func `A name that is not known has no address`() async throws {
        #expect(try await SystemResolver().addresses(of: "nobody.invalid").isEmpty)
    }

    @Test func `Whoever gives up is not held`() async {
        let task = Task { try await SystemResolver().addresses(of: "nobody.invalid") }
        task.cancel()
        _ = await task.result
    }
}
