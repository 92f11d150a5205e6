import ImageCodecs
import Testing

@Suite(.timeLimit(.minutes(10))) struct `JPEG quantisation` {
    /// The tables a file has after being written at a quality, from a source of the given tables.
    private func tables(
        _ quality: EncodingOptions.Quality, source: [[UInt16]] = []
    ) throws -> [[UInt16]] {
        let image = JPEGSamples.image(JPEGSamples.shapes[3], JPEGSamples.Size(32, 32))
        let bytes = try JPEGSamples.encode(image, JPEGEncoding(quantizationTables: source), quality)
        return try JPEGSamples.decode(bytes).1.quantizationTables
    }

    @Test func `a fixed quality gives the standard's tables, luma apart from chroma`() throws {
        let half = try tables(.fixed(50))
        #expect(half[0].prefix(4) == [16, 11, 10, 16])
        #expect(half[1].prefix(4) == [17, 18, 24, 47])
        #expect(half[1] == half[2])
        #expect(try tables(.fixed(100)) == Array(repeating: Array(repeating: 1, count: 64), count: 3))
    }

    @Test func `automatic is never coarser than quality 90, nor than the source, in any step`() throws {
        let bound = try tables(.fixed(90))
        let coarse = try tables(.fixed(30))
        let fine = try tables(.fixed(97))
        var mixed = coarse
        for component in mixed.indices { mixed[component][0] = 1 }
        #expect(try tables(.automatic, source: coarse) == bound)
        #expect(try tables(.automatic, source: fine) == fine)
        let expected = bound.map { [1] + $0.dropFirst() }
        #expect(try tables(.automatic, source: mixed) == expected)
    }

    @Test func `source keeps the source's own tables, also three different ones`() throws {
        let source: [[UInt16]] = (1...3).map { component in (0..<64).map { UInt16($0 * component + 3) } }
        #expect(try tables(.source, source: source) == source)
    }

    @Test func `a source without tables gets quality 90`() throws {
        let bound = try tables(.fixed(90))
        #expect(try tables(.automatic) == bound)
        #expect(try tables(.source) == bound)
        #expect(try tables(.source, source: [[1, 2, 3]]) == bound)
    }

    @Test func `steps a baseline file can't have are clamped`() throws {
        let source = Array(repeating: [UInt16](repeating: 4000, count: 63) + [0], count: 3)
        let clamped = Array(repeating: [UInt16](repeating: 255, count: 63) + [1], count: 3)
        #expect(try tables(.source, source: source) == clamped)
    }

    @Test(arguments: [0, 3, 14])
    func `the decoded image carries the steps of each plane, row by row`(shape: Int) throws {
        let image = JPEGSamples.image(JPEGSamples.shapes[shape], JPEGSamples.Size(32, 32))
        let count = image.eightBitPlanes.count
        let tables = (1...count).map { plane in (0..<64).map { UInt16(plane + $0) } }
        let bytes = try JPEGSamples.encode(image, JPEGEncoding(quantizationTables: tables), .source)
        let decoded = try JPEGSamples.decode(bytes).0.image
        #expect(decoded.quantization.map { $0?.values } == tables.map { $0.map(Float.init) })
    }
}
