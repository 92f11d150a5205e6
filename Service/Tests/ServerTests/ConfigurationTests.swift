import ArgumentParser
import COSProtocol
import Foundation
import Logging
import RemoteImages
import RemoteStores
import Testing

@testable import enhance_server

struct ConfigurationTests {
    private func configuration(
        _ flags: [String] = [], _ environment: [String: String] = [:], file: String? = nil
    ) throws -> Configuration {
        let file = try file.map { try ConfigurationFile(path: "c.json", json: Data($0.utf8)) }
        return try Configuration(
            arguments: ServerArguments.parse(["--data", "/"] + flags), environment: environment, file: file)
    }

    private func complaint(
        _ flags: [String] = [], _ environment: [String: String] = [:], file: String? = nil
    ) -> String? {
        do {
            _ = try configuration(flags, environment, file: file)
            return nil
        } catch let error as UsageError {
            return error.message
        } catch {
            return ServerArguments.message(for: error)
        }
    }

    @Test func `Defaults are the documented ones`() throws {
        let options = try configuration()
        #expect(options.listen.description == "127.0.0.1:8080")
        #expect(options.admin?.description == "127.0.0.1:8081")
        #expect(options.anonymous == .none)
        #expect(options.queue == 4 * options.workers)
        #expect(options.queueTimeout == .seconds(10))
        #expect(options.memory > 0)
        #expect(options.maxPixels == 100_000_000)
        #expect(options.maxSourceBytes == 33_554_432)
        #expect(options.maxObjectBytes == 67_108_864)
        #expect(options.headerTimeout == .seconds(10))
        #expect(options.idleTimeout == .seconds(60))
        #expect(options.shutdownTimeout == .seconds(30))
        #expect(options.tls == nil)
        #expect(options.logFormat == .text)
        #expect(options.logLevel == .info)
        #expect(options.corsOrigins.isEmpty)
        #expect(options.detectURL == nil)
        #expect(options.cache == nil)
    }

    @Test func `A flag goes over the environment, that over the file, that over the default`() throws {
        let file = #"{"queue": 1, "workers": "7"}"#
        #expect(try configuration(["--queue", "3"], ["ENHANCE_QUEUE": "2"], file: file).queue == 3)
        #expect(try configuration([], ["ENHANCE_QUEUE": "2"], file: file).queue == 2)
        #expect(try configuration([], ["ENHANCE_QUEUE": ""], file: file).queue == 1)
        #expect(try configuration([], [:], file: file).workers == 7)
    }

    @Test(arguments: OptionName.allCases)
    func `Every option can be given in all three ways, and help names it`(name: OptionName) throws {
        #expect(ServerArguments.helpMessage(columns: 200).contains(name.flag + " <"))
        // A value that no option accepts shows where each one was looked for; what takes any text is taken.
        let takesAnyText: Set<OptionName> = [.credentials, .cache]
        let wrong = name == .hostSuffix ? "a/b" : "\u{1}"
        if takesAnyText.contains(name) { return }
        for complaint in [
            complaint([name.flag, wrong]), complaint([], [name.variable: wrong]),
            complaint([], [:], file: #"{"\#(name.rawValue)": "\#(wrong == "\u{1}" ? "\\u0001" : wrong)"}"#),
        ] where name != .data || complaint != nil {
            #expect(complaint?.hasPrefix(name.flag) == true, "\(complaint ?? "accepted")")
        }
    }

    @Test(arguments: [
        ["--workers", "0"], ["--workers", "-1"], ["--queue", "x"], ["--max-pixels", "0"], ["--max-pixels", "1e6"],
        ["--memory", "99999999999999999999"], ["--queue-timeout", "-1"], ["--queue-timeout", "1s"],
        ["--header-timeout", "0"], ["--listen", "8080"], ["--listen", "host:70000"], ["--admin", "on"],
        ["--anonymous", "write"], ["--log-level", "loud"], ["--log-format", "xml"], ["--default-bucket", "../x"],
        ["--tls-key", "k.pem"], ["--tls-certificate", "c.pem"], ["--cors-origins", "example.com"],
        ["--detect-url", "yes"], ["--detect-url-ports", "80,0"], ["--detect-url-ports", "http"],
        ["--detect-url-hosts", "a b"], ["--detect-url-networks", "10.0.0.0/33"], ["--detect-url-timeout", "0"],
        ["--cache-bytes", "0"],
        ["--data", "/does/not/exist"], ["--data", "/etc/passwd"],
    ])
    func `A value out of range is refused in one line that names the option`(flags: [String]) {
        let complaint = complaint(flags)
        #expect(complaint?.contains(flags[0]) == true)
        #expect(complaint?.contains("\n") == false)
    }

    @Test func `Fetching from elsewhere and the cache have their documented defaults`() throws {
        let policy = try #require(try configuration(["--detect-url", "on", "--detect-url-hosts", ""]).detectURL)
        #expect(policy.hosts == nil && policy.networks.isEmpty && policy.ports == [80, 443])
        #expect(policy.timeout == .seconds(10) && policy.maxBytes == 33_554_432)
        let narrow = try configuration([
            "--detect-url", "on", "--detect-url-hosts", "a.example, .b.example", "--detect-url-networks",
            "10.0.0.0/8,::1",
            "--detect-url-ports", "8080", "--detect-url-timeout", "0.5", "--max-source-bytes", "5",
        ]).detectURL
        #expect(narrow?.hosts?.count == 2 && narrow?.networks.count == 2 && narrow?.ports == [8080])
        #expect(narrow?.timeout == .milliseconds(500) && narrow?.maxBytes == 5)
        let file = #"{"cache": "/c", "cache-bytes": 5}"#
        #expect(try configuration(["--cache", "/x"]).cache == CacheOptions(path: "/x", capacity: 1 << 30))
        #expect(try configuration([], [:], file: file).cache == CacheOptions(path: "/c", capacity: 5))
        #expect(try configuration(["--cache", "off"], [:], file: file).cache == nil)
    }

    @Test func `An S3 store needs an endpoint and a key, which is not shown`() throws {
        let keys = ["ENHANCE_S3_ACCESS_KEY": "id", "ENHANCE_S3_SECRET_KEY": "xyz"]
        let flags = ["--store", "s3", "--s3-endpoint", "http://127.0.0.1:9000", "--s3-addressing", "host"]
        guard case .s3(let settings, spool: "/") = try configuration(flags, keys).store else {
            Issue.record("no S3 store")
            return
        }
        #expect(settings.addressing == .host && settings.region == "us-east-1" && settings.host == "127.0.0.1:9000")
        #expect(complaint(flags)?.contains("ENHANCE_S3_ACCESS_KEY") == true)
        #expect(complaint(["--store", "s3"], keys)?.contains("--s3-endpoint") == true)
        #expect(complaint(["--store", "s3"], keys)?.contains("xyz") == false)
        guard case .directory(path: "/") = try configuration().store else {
            Issue.record("no directory")
            return
        }
    }

    @Test func `A web origin needs a bucket to stand for, and no folder`() throws {
        let flags = ["--origin", "http://10.0.0.1:8000/images", "--default-bucket", "photos-1"]
        let options = try Configuration(arguments: ServerArguments.parse(flags), environment: [:], file: nil)
        guard case .origin(_, let bucket) = options.store else {
            Issue.record("no origin")
            return
        }
        #expect(bucket.text == "photos-1")
        #expect(complaint(["--origin", "http://10.0.0.1/"])?.contains("--default-bucket") == true)
        #expect(complaint(flags + ["--store", "directory"])?.contains("--store") == true)
        for url in ["10.0.0.1", "ftp://a/", "http://user@a/", "http://a/?b=c", "http://a/#b"] {
            #expect(complaint(["--origin", url, "--default-bucket", "photos-1"])?.contains("--origin") == true)
        }
    }

    @Test func `Typing errors are errors`() {
        #expect(complaint(["--worker", "2"])?.contains("--worker") == true)
        #expect(complaint(["stray"])?.contains("stray") == true)
        #expect(complaint([], [:], file: #"{"worker": 2}"#)?.contains("'worker'") == true)
        #expect(complaint([], [:], file: #"{"workers": [2]}"#)?.contains("workers") == true)
        #expect(complaint([], [:], file: "[]")?.contains("c.json") == true)
    }

    @Test func `The key of the environment needs both halves, and neither is shown`() throws {
        #expect(
            try configuration([], ["ENHANCE_SECRET_ID": "id", "ENHANCE_SECRET_KEY": "xyz"]).environmentKey?.id == "id")
        let complaint = complaint([], ["ENHANCE_SECRET_KEY": "xyz"])
        #expect(complaint?.contains("ENHANCE_SECRET_ID") == true)
        #expect(complaint?.contains("xyz") == false)
    }

    @Test(arguments: [
        ("127.0.0.1:0", "127.0.0.1"), ("localhost:65535", "localhost"), ("[::1]:80", "::1"),
    ])
    func `An address to listen at has a host and a port`(text: String, host: String) {
        #expect(ListenAddress(text)?.host == host)
        #expect(ListenAddress(text)?.description == text)
    }

    @Test(arguments: ["", ":80", "host", "host:", "::1:80", "host:80x", "host:+80", "a b:80", "host:655360"])
    func `What is no address is none`(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
