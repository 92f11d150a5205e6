import Testing

@testable import ImageService

struct EngineVersionTests {
    @Test func `The version is a revision and a digest of results`() {
        #expect(EngineVersion.text.wholeMatch(of: /\d+-[0-9a-f]{16}/) != nil)
    }

    @Test func `Results are there for each format and level, differ, and are the same again`() {
        let results = EngineVersion.results()
        #expect(results.count == 15 && Set(results).count == 15 && !results.contains([]))
        #expect(EngineVersion.results() == results)
    }
}
