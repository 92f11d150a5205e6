import COSProtocol
import Testing

@testable import RemoteStores

struct OriginSettingsTests {
    @Test(arguments: [
        ("http://a", "k.jpg", "http://a:80/k.jpg"), ("http://a/", "k.jpg", "http://a:80/k.jpg"),
        ("https://a:8443/b/c", "d/e f+?.jpg", "https://a:8443/b/c/d/e%20f%2B%3F.jpg"),
        ("http://[fd00::1]/b%20c/", "图", "http://[fd00::1]:80/b%20c/%E5%9B%BE"),
        ("http://a", "%2e#", "http://a:80/%252e%23"),
    ])
    func `An object is below the origin's path, its key encoded once`(url: String, key: String, expected: String) throws
    {
        #expect(try OriginSettings(url: url)?.url(of: ObjectKey(key)) == expected)
    }

    @Test(arguments: ["", "a", "//a", "ftp://a", "file:///a", "http://", "http://u:p@a", "http://a/?b", "http://a/#b"])
    func `What names no place for files is none`(url: String) {
        #expect(OriginSettings(url: url) == nil)
    }
}
