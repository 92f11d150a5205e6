/// Which quantisation table each component is written with.
struct JPEGQuantization {
    /// At this quality the quantisation noise stays below what the filters gain.
    private static let automaticQuality = 90

    private let quality: EncodingOptions.Quality

    init(_ quality: EncodingOptions.Quality) {
        self.quality = quality
    }

    /// - Parameter writer: knows the standard tables; open, no component set yet.
    func tables(
        for componentCount: Int, source: JPEGEncoding, _ writer: borrowing JPEGWriter
    ) throws(CodecError) -> [[UInt16]] {
        var tables: [[UInt16]] = []
        for component in 0..<componentCount {
            let sourceTable =
                source.quantizationTables.indices.contains(component) ? source.quantizationTables[component] : []
            tables.append(try table(component, source: sourceTable.count == 64 ? sourceTable : nil, writer))
        }
        return tables
    }

    private func table(
        _ component: Int, source: [UInt16]?, _ writer: borrowing JPEGWriter
    ) throws(CodecError) -> [UInt16] {
        if case .fixed(let quality) = quality {
            return try writer.standardTable(component, quality: quality)
        }
        let bound = try writer.standardTable(component, quality: Self.automaticQuality)
        guard let source else { return bound }
        // Step by step, so that a source finer in some frequencies keeps them.
        return quality == .source ? source : zip(source, bound).map { min($0, $1) }
    }
}
