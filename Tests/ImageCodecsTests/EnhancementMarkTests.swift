import TestSupport
import Testing

@testable import ImageCodecs

@Suite(.timeLimit(.minutes(10))) struct `Enhancement marks` {
    private let mark = EnhancementMark(denoise: 3, sharpen: 2, version: "1.2.3")

    @Test func `a mark is written into a packet of its own, or into the one there is`() throws {
        let alone = try #require(mark.added(to: nil))
        #expect(EnhancementMark(xmp: alone) == mark)
        let packet = Array(
            "<x:xmpmeta><rdf:RDF><rdf:Description a:b=\"c\"/></rdf:RDF></x:xmpmeta>  <?xpacket end?>".utf8)
        let marked = try #require(mark.added(to: packet))
        #expect(EnhancementMark(xmp: marked) == mark)
        let text = String(decoding: marked, as: UTF8.self)
        #expect(text.hasPrefix("<x:xmpmeta><rdf:RDF><rdf:Description a:b=\"c\"/><rdf:Description rdf:about"))
        #expect(text.hasSuffix("/></rdf:RDF></x:xmpmeta>  <?xpacket end?>"))
    }

    @Test func `a second mark takes the place of the first`() throws {
        let other = EnhancementMark(denoise: 5, sharpen: 0, version: "2.0.0")
        let again = try #require(other.added(to: mark.added(to: nil)))
        #expect(EnhancementMark(xmp: again) == other)
        #expect(again == other.added(to: nil))
    }

    @Test func `properties that another program wrote as elements are read`() {
        let packet =
            "<rdf:Description xmlns:enhance=\'urn:image-enhance:1.0\'><enhance:denoise>3</enhance:denoise>"
            + "<enhance:sharpen>2</enhance:sharpen><enhance:version>1.2.3</enhance:version></rdf:Description>"
        #expect(EnhancementMark(xmp: Array(packet.utf8)) == mark)
    }

    @Test(arguments: ["", "enhance:denoise=\"3\" enhance:sharpen=\"3\"", "urn:image-enhance:1.0", "</rdf:RDF>"])
    func `what is no mark is none`(text: String) {
        #expect(EnhancementMark(xmp: Array(text.utf8)) == nil)
    }

    @Test func `a packet that is no XMP in UTF-8 stays as it is`() {
        #expect(mark.added(to: [0xFE, 0xFF, 0, 60]) == nil)
    }

    @Test func `a packet that fills a JPEG segment stays as it is`() throws {
        var image = JPEGSamples.photograph()
        let end = Array("</rdf:RDF>".utf8)
        image.metadata.xmp = [UInt8](repeating: 32, count: 65_533 - 29 - end.count) + end
        var options = EncodingOptions()
        options.mark = mark
        let bytes = try ImageEncoder(options: options).encode(image, as: .jpeg(JPEGEncoding()))
        #expect(try JPEGSamples.decode(bytes).0.image.metadata.xmp == image.metadata.xmp)
    }
}
