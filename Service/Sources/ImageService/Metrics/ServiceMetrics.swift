internal import Synchronization

/// What the service has done since it started.
public final class ServiceMetrics: Sendable {
    /// A part of the work whose seconds are counted.
    public enum Stage: String, Sendable, CaseIterable {
        /// Waiting for a place and for memory.
        case wait
        case fetch
        case read
        case decode
        case filter
        case encode
        case store
    }

    /// Things that are only ever counted up.
    public enum Event: Sendable, CaseIterable {
        /// An image was enhanced.
        case image
        /// A request was answered 503.
        case refused
        /// A client asked for the original where enhancing fails, and got it.
        case ignoredError
        /// A request got the result of an equal one.
        case shared
        /// A client hung up before its image was done.
        case abandoned
        /// A result was kept from earlier, or was not, or could not be kept.
        case cacheHit
        case cacheMiss
        case cacheFailure
        /// An image was fetched from elsewhere, or was refused or not there.
        case fetched
        case fetchRefused
    }

    private struct State {
        var events: [Event: Int] = [:]
        var stages: [Stage: (seconds: Double, count: Int)] = [:]
        var responses: [Response: Int] = [:]
        var requestSeconds = Histogram()
        var bytesIn = 0
        var bytesOut = 0
        var pixels = 0
    }

    private struct Response: Hashable {
        let operation: String
        let status: Int
    }

    private let state = Mutex(State())

    public init() {}

    public func count(_ event: Event) {
        state.withLock { $0.events[event, default: 0] += 1 }
    }

    public func count(pixels: Int) {
        state.withLock { $0.pixels += pixels }
    }

    public func add(_ duration: Duration, to stage: Stage) {
        state.withLock { state in
            let sum = state.stages[stage] ?? (0, 0)
            state.stages[stage] = (sum.seconds + duration.seconds, sum.count + 1)
        }
    }

    /// Counts an answer.
    ///
    /// - Parameters:
    ///   - operation: one of few fixed words.
    ///   - bytesIn: of the request's body.
    ///   - bytesOut: of the answer's body.
    public func countResponse(operation: String, status: Int, duration: Duration, bytesIn: Int, bytesOut: Int) {
        state.withLock { state in
            state.responses[Response(operation: operation, status: status), default: 0] += 1
            state.requestSeconds.add(duration.seconds)
            state.bytesIn += bytesIn
            state.bytesOut += bytesOut
        }
    }

    public func value(of event: Event) -> Int { state.withLock { $0.events[event] ?? 0 } }

    /// Everything as Prometheus' text format 0.0.4 has it.
    ///
    /// - Parameters:
    ///   - gauges: what is measured at this moment: name, meaning, value.
    ///   - processorSeconds: what the process has used.
    public func text(
        gauges: [(name: String, help: String, value: Double)], processorSeconds: Double = 0
    ) -> String {
        let state = state.withLock { $0 }
        var page = MetricsPage()
        page.counter("enhance_requests_total", "Requests answered.", state.responses.values.reduce(0, +))
        page.counter("enhance_images_total", "Images enhanced.", state.events[.image] ?? 0)
        page.counter("enhance_refused_total", "Requests answered 503.", state.events[.refused] ?? 0)
        page.counter(
            "enhance_ignored_errors_total", "Images that could not be enhanced, answered by the original.",
            state.events[.ignoredError] ?? 0)
        page.counter("enhance_shared_total", "Requests that got an equal one's result.", state.events[.shared] ?? 0)
        page.counter("enhance_abandoned_total", "Images nobody waited for any more.", state.events[.abandoned] ?? 0)
        page.counter("enhance_cache_hits_total", "Results kept from earlier.", state.events[.cacheHit] ?? 0)
        page.counter("enhance_cache_misses_total", "Results that were not kept.", state.events[.cacheMiss] ?? 0)
        page.counter(
            "enhance_cache_failures_total", "Results that could not be kept: the disk.",
            state.events[.cacheFailure] ?? 0)
        page.counter("enhance_fetches_total", "Images fetched from elsewhere.", state.events[.fetched] ?? 0)
        page.counter(
            "enhance_refused_sources_total", "Images that were not fetched: not permitted, or not there.",
            state.events[.fetchRefused] ?? 0)
        page.counter("enhance_pixels_total", "Pixels of the images enhanced.", state.pixels)
        page.counter("enhance_received_bytes_total", "Bytes of requests' bodies.", state.bytesIn)
        page.counter("enhance_sent_bytes_total", "Bytes of answers' bodies.", state.bytesOut)
        page.family("enhance_responses_total", "Answers by operation and status.", "counter") { series in
            let sorted = state.responses.sorted {
                ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status)
            }
            for (response, count) in sorted {
                series("", ["operation": response.operation, "code": "\(response.status)"], "\(count)")
            }
        }
        page.family("enhance_stage_seconds", "Seconds of work by stage.", "summary") { series in
            for stage in Stage.allCases {
                let sum = state.stages[stage] ?? (0, 0)
                series("_sum", ["stage": stage.rawValue], "\(sum.seconds)")
                series("_count", ["stage": stage.rawValue], "\(sum.count)")
            }
        }
        page.family("enhance_request_seconds", "Seconds from a request's head to its answer's end.", "histogram") {
            state.requestSeconds.write($0)
        }
        page.family("process_cpu_seconds_total", "Processor time of the process.", "counter") { series in
            series("", [:], "\(processorSeconds)")
        }
        for gauge in gauges { page.gauge(gauge.name, gauge.help, gauge.value) }
        return page.text
    }
}

extension Duration {
    /// As a floating-point number of seconds.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
