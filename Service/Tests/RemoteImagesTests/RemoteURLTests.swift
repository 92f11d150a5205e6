import Testing

@testable import RemoteImages

struct RemoteURLTests {
    @Test(arguments: [
        ("http://a.example/b.jpg", "http://a.example:80/b.jpg"), ("HTTPS://A.Example", "https://a.example:443/"),
        ("http://a.example./x?y=z&w", "http://a.example:80/x?y=z&w"), ("http://a?b", "http://a:80/?b"),
        ("http://a:8080/", "http://a:8080/"), ("http://[::1]:81/x", "http://[::1]:81/x"),
        ("http://a/b c/ü?d e", "http://a:80/b%20c/%C3%BC?d%20e"), ("http://a/%2e%2E/%zz", "http://a:80/%2e%2E/%zz"),
        ("http://2130706433/", "http://2130706433:80/"), ("http://a/x@y:z", "http://a:80/x@y:z"),
    ])
    func `A URL has one form`(text: String, expected: String) throws {
        #expect(try #require(RemoteURL(text)).text == expected)
    }

    @Test(arguments: [
        "", "a", "/a", "//a/b", "ftp://a/", "file:///etc/passwd", "gopher://a/", "javascript:alert(1)", "data:,x",
        "http:a", "http:/a", "http:///a", "http://", "http://?", "http://u@a/", "http://u:p@a/", "http://a@b@c/",
        "http://a/#f", "http://a#@b/", "http://a\\b/", "http://a\\@b/", "http://a b/", "http://a\tb/",
        "http://a/\r\nHost: b",
        "http://a/\u{0}", "http://ä/", "http://a%2eb/", "http://a..b/", "http://.a/", "http://a:0/", "http://a:65536/",
        "http://a:/", "http://a:80:80/", "http://a:8o/", "http://[::1/", "http://::1/", "http://[a]/",
        "http://[1.2.3.4]/",
        "http://[fe80::1%25eth0]/", "http://[::1]x/", "http://a,b/", "http://a;b/", "http://①②⑦.0.0.1/",
        "http://" + String(repeating: "a", count: 254) + "/",
    ])
    func `What parsers read differently, or leads elsewhere, is no URL`(text: String) {
        #expect(RemoteURL(text) == nil)
    }

    @Test(arguments: ["http://a/b%20c", "http%3A%2F%2Fa%2Fb%2520c", "http%253A%252F%252Fa%252Fb%252520c"])
    func `A parameter that is still encoded is decoded up to two times`(parameter: String) throws {
        #expect(try #require(RemoteURL(parameter: parameter)).text == "http://a:80/b%20c")
    }

    @Test func `A parameter that is encoded once more is no URL`() {
        #expect(RemoteURL(parameter: "http%25253A%25252F%25252Fa%25252F") == nil)
    }

    @Test(arguments: [
        ("/c", "http://a:80/c"), ("c?d", "http://a:80/x/c?d"), ("../c", "http://a:80/c"), ("//b:81/c", "http://b:81/c"),
        ("https://b/", "https://b:443/"), ("?q", "http://a:80/x/y?q"), ("/c#f", "http://a:80/c"),
        ("http://127.0.0.1/", "http://127.0.0.1:80/"),
    ])
    func `A redirect is read from where it came`(location: String, expected: String) throws {
        let url = try #require(RemoteURL("http://a/x/y"))
        #expect(url.following(location)?.text == expected)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://a/", "http://u@a/", "http://a:0/"])
    func `A redirect to what is no such URL leads nowhere`(location: String) throws {
        #expect(try #require(RemoteURL("http://a/x/y")).following(location) == nil)
    }

    @Test(arguments: [
        ("a.example", "a.example", true), ("a.example", "b.a.example", false), (".a.example", "b.a.example", true),
        (".a.example", "c.b.a.example", true), (".a.example", "a.example", false), (".a.example", "xa.example", false),
        ("A.Example", "a.example", true), ("127.0.0.1", "127.0.0.1", true), ("::1", "::1", true),
    ])
    func `A pattern is a host, or all below one`(pattern: String, host: String, matches: Bool) throws {
        #expect(try #require(FetchPolicy.HostPattern(pattern)).matches(host) == matches)
    }

    @Test(arguments: ["", ".", "a/b", "a:80", "*.a", "a b", "http://a"])
    func `What is no host is no pattern`(text: String) {
        #expect(FetchPolicy.HostPattern(text) == nil)
    }
}
