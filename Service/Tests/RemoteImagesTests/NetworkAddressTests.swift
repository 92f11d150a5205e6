import Testing

@testable import RemoteImages

struct NetworkAddressTests {
    @Test(arguments: [
        // Version 4, first and last of each block.
        "0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        // Version 6: unspecified, loopback, unique local, link-local, site-local, multicast, documentation, discard.
        "::", "::1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1",
        "100::1",
        // IPv4 within: mapped, compatible, 6to4, NAT64 of both kinds, Teredo, ISATAP.
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::8.8.8.8", "2002:7f00:1::", "2002:a00:1::1",
        "2002:c0a8:101::", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "64:ff9b:1::a00:1",
        "2001::1", "2001:0:808:808::1", "2001:4860::5efe:10.0.0.1", "2001:4860::200:5efe:127.0.0.1", "2001:2::1",
        "2001:10::1", "4000::1", "8000::1",
    ])
    func `Addresses that are not of the public Internet, and those that hide one`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic == false)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
        "192.88.98.1", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.1", "203.0.112.1",
        "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888", "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:4860::5efe:8.8.8.8",
    ])
    func `Addresses of the public Internet, their neighbours among them`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "0x7f.0.0.1", "2130706433", "::g", "fe80::1%eth0",
    ])
    func `What is no address in its regular spelling is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.1.0.0/16", "10.1.255.255", true), ("10.1.0.0/16", "10.2.0.0", false), ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false), ("0.0.0.0/0", "255.1.2.3", true), ("127.0.0.0/9", "127.127.0.1", true),
        ("127.0.0.0/9", "127.128.0.1", false), ("fd00::/8", "fdab::1", true), ("fd00::/8", "fe00::1", false),
        ("0.0.0.0/0", "::1", false), ("::1/128", "::1", true), ("10.0.0.0/31", "10.0.0.1", true),
        ("10.0.0.0/31", "10.0.0.2", false),
    ])
    func `A block holds the addresses that begin with its bits`(block: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(#require(NetworkAddress(address))) == isIn)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10/8", "a/8", "10.0.0.0/8/8",
    ])
    func `What is no block is none`(text: String) {
        #expect(AddressBlock(text) == nil)
    }
}
