import ImageService
import Testing

struct MetricsTests {
    @Test(arguments: [
        "enhance_requests_total", "enhance_images_total", "enhance_refused_total", "enhance_ignored_errors_total",
        "enhance_images_running", "enhance_images_waiting", "process_resident_memory_bytes",
    ])
    func `Every promised metric is there from the start, with its type and one sample`(name: String) {
        let gauges = ["enhance_images_running", "enhance_images_waiting", "process_resident_memory_bytes"]
        let lines = ServiceMetrics().text(gauges: gauges.map { (name: $0, help: "…", value: 0) }).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("# TYPE \(name) \(name.hasSuffix("_total") ? "counter" : "gauge")") })
        #expect(lines.filter { $0.hasPrefix("\(name) ") } == ["\(name) 0"])
    }

    @Test func `Every line is a comment or a name, labels and a number`() throws {
        let metrics = ServiceMetrics()
        metrics.count(.image)
        metrics.add(.milliseconds(1500), to: .filter)
        metrics.countResponse(operation: "get", status: 200, duration: .milliseconds(3), bytesIn: 0, bytesOut: 10)
        let sample = /[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+/
        let comment = /# (HELP|TYPE) [a-z_]+ .+/
        for line in metrics.text(gauges: []).split(separator: "\n") {
            #expect(line.wholeMatch(of: sample) != nil || line.wholeMatch(of: comment) != nil, "\(line)")
        }
    }

    @Test func `Answers count by operation and status, and seconds by stage`() {
        let metrics = ServiceMetrics()
        for status in [200, 200, 404] {
            metrics.countResponse(
                operation: "get", status: status, duration: .milliseconds(3), bytesIn: 1, bytesOut: 10)
        }
        metrics.add(.milliseconds(1500), to: .filter)
        let lines = metrics.text(gauges: []).split(separator: "\n")
        #expect(lines.contains("enhance_requests_total 3"))
        #expect(lines.contains(#"enhance_responses_total{operation="get",code="200"} 2"#))
        #expect(lines.contains(#"enhance_responses_total{operation="get",code="404"} 1"#))
        #expect(lines.contains(#"enhance_stage_seconds_sum{stage="filter"} 1.5"#))
        #expect(lines.contains(#"enhance_stage_seconds_count{stage="filter"} 1"#))
        #expect(lines.contains(#"enhance_request_seconds_bucket{le="0.005"} 3"#))
        #expect(lines.contains(#"enhance_request_seconds_bucket{le="0.0025"} 0"#))
        #expect(lines.contains("enhance_sent_bytes_total 30"))
    }
}
