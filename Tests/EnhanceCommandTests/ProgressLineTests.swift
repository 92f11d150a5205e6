import Testing

@testable import enhance

@Suite(.timeLimit(.minutes(10))) struct `Progress line` {
    @Test func `it tells count, rate and time left`() {
        var line = ProgressLine(fileCount: 1280)
        for _ in 0..<412 { _ = line.advanced(at: .now, forced: false) }
        #expect(line.text(elapsed: 10.84) == "  412 of 1280  ██████░░░░░░░░░░░░░░  38 img/s  23 s left")
    }

    @Test func `a slow rate has a decimal, and the end has no time left`() {
        var line = ProgressLine(fileCount: 3)
        for _ in 0..<3 { _ = line.advanced(at: .now, forced: false) }
        #expect(line.text(elapsed: 6) == " 3 of 3  ████████████████████  0.5 img/s  0 s left")
    }

    @Test func `it is not drawn for every file`() {
        var line = ProgressLine(fileCount: 3)
        let start = ContinuousClock.now
        #expect(line.advanced(at: start, forced: false) != nil)
        #expect(line.advanced(at: start + .milliseconds(1), forced: false) == nil)
        #expect(line.advanced(at: start + .milliseconds(2), forced: true) != nil)
    }
}
