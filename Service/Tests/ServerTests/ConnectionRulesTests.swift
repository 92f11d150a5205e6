import NIOCore
import Testing

@testable import enhance_server

struct ConnectionRulesTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func rules(header: Int64 = 10, idle: Int64 = 60) -> ConnectionRules {
        ConnectionRules(limits: ConnectionRules.Limits(header: .seconds(header), idle: .seconds(idle)), now: start)
    }

    @Test func `A body that drips is over after the idle time, one that flows goes on`() {
        for (bytesASecond, isOver) in [(1, true), (100 << 10, false)] {
            var rules = rules()
            rules.headArrived(isAsked: true, now: start)
            rules.readingWanted(now: start)
            var now = start
            for _ in 0..<300 {
                now = now + .seconds(1)
                if rules.isOver(now: now) { break }
                rules.bodyArrived(bytes: bytesASecond, now: now)
            }
            #expect(rules.isOver(now: now) == isOver)
            if isOver { #expect(now - start <= .seconds(61)) }
        }
    }

    @Test func `The time in which nobody reads is not the client's`() {
        var rules = rules()
        rules.headArrived(isAsked: true, now: start)
        rules.readingWanted(now: start)
        rules.readingPaused(now: start + .seconds(1))
        #expect(!rules.isOver(now: start + .hours(1)))
        rules.readingWanted(now: start + .hours(1))
        #expect(!rules.isOver(now: start + .hours(1) + .seconds(58)))
        #expect(rules.isOver(now: start + .hours(1) + .seconds(60)))
    }

    @Test func `A client that waits to be asked has time until then`() {
        var rules = rules()
        rules.headArrived(isAsked: false, now: start)
        rules.readingWanted(now: start)
        #expect(!rules.isOver(now: start + .hours(1)))
        rules.bodyAsked(now: start + .hours(1))
        #expect(rules.isOver(now: start + .hours(1) + .seconds(61)))
    }

    @Test func `A client that reads nothing of its answer is over after the idle time`() {
        var rules = rules()
        rules.headArrived(isAsked: true, now: start)
        rules.endArrived(now: start)
        rules.writeBegan(now: start)
        rules.writeBegan(now: start)
        rules.writeEnded(now: start + .seconds(50))
        #expect(!rules.isOver(now: start + .seconds(100)))
        #expect(rules.isOver(now: start + .seconds(111)))
    }
}
