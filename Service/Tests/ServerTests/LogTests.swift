import Foundation
import Testing

@testable import enhance_server

struct LogTests {
    private func target(_ target: String) -> String {
        AccessRecord(id: "1", client: "-", method: "GET", target: target).target
    }

    @Test func `Of a query only what is done to an image is logged`() {
        #expect(
            target(
                "/a.jpg?ci-process=AIEnhanceImage&denoise=5&q-signature=f00&x-cos-security-token=t0k&detect-url=http://u:p@h/"
            )
                == "/a.jpg?ci-process=AIEnhanceImage&denoise=5")
        #expect(target("/a.jpg?q-ak=AKID&q-signature=f00") == "/a.jpg")
        #expect(target("/a%20b.jpg") == "/a%20b.jpg")
        #expect(target("/a.jpg?q%2dsignature=f00") == "/a.jpg")
    }

    @Test func `A line is one line whatever a client sends`() throws {
        let line = LogLine(
            level: "info", message: "request",
            fields: [
                ("target", .text("/a\nfake status=200 \"q\"\u{1b}[31m")), ("status", .integer(404)),
                ("ms", .milliseconds(1.23456)),
            ])
        #expect(line.text().split(whereSeparator: \.isNewline).count == 1)
        #expect(!line.text().contains("\u{1b}"))
        #expect(line.text().hasSuffix(#"target="/a\u000afake status=200 \"q\"\u001b[31m" status=404 ms=1.235"#))
        let object = try JSONSerialization.jsonObject(with: Data(line.json().utf8)) as? [String: Any]
        #expect(object?["target"] as? String == "/a\nfake status=200 \"q\"\u{1b}[31m")
        #expect(object?["status"] as? Int == 404)
        #expect(object?["ms"] as? Double == 1.235)
        #expect(object?["time"] as? String != nil)
    }
}
