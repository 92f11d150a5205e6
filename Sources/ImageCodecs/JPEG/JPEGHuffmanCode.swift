internal import CCodecShims

/// A Huffman code for all symbols that a sequential JPEG may need, made from one for those that a sample of it had.
struct JPEGHuffmanCode {
    /// What a code stands for: sizes of DC differences, or runs of zeros with the size of the AC coefficient after them.
    enum Kind: CaseIterable {
        case dc
        case ac

        /// All symbols of 8-bit samples.
        var symbols: [UInt8] {
            switch self {
            case .dc: Array(0...11)
            // 0x00 ends a block, 0xF0 is a run of 16 zeros.
            case .ac: [0x00, 0xF0] + (0...15).flatMap { run in (1...10).map { size in UInt8(run << 4 | size) } }
            }
        }
    }

    /// One of the codes that a file can have: each component uses one slot, for both kinds.
    struct Destination {
        let kind: Kind
        let slot: Int

        static let all = Kind.allCases.flatMap { kind in
            (0..<Int(JPEG_CODE_SLOTS)).map { Destination(kind: kind, slot: $0) }
        }
    }

    let destination: Destination
    /// How many codes have 0, 1 … 16 bits.
    let counts: [UInt8]
    /// The symbols in the order of their codes.
    let symbols: [UInt8]

    private static var longest: Int { Int(JPEG_CODE_LENGTHS) - 1 }

    /// - Parameter lengths: bits of each symbol's code in the sample, 0 for symbols that it did not have.
    init(_ destination: Destination, sampled lengths: [UInt8]) {
        let symbols = destination.kind.symbols
        // A code of n bits suits a frequency of 2^-n. What the sample did not have is rarer than all it had.
        let weights = symbols.map { symbol in
            let length = Int(lengths[Int(symbol)])
            return length == 0 ? 1 : 2 << (JPEGHuffmanCode.longest - length)
        }
        let bits = JPEGHuffmanCode.codeLengths(weights)
        self.destination = destination
        counts = JPEGHuffmanCode.bounded(bits).map(UInt8.init)
        self.symbols = zip(bits, symbols).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
    }

    /// Lengths of the best code for symbols of these weights (Huffman 1952), and one for a symbol that weighs nothing:
    /// JPEG leaves the code of ones alone free.
    private static func codeLengths(_ weights: [Int]) -> [Int] {
        var trees = weights.enumerated().map { (weight: $1, leaves: [$0]) }
        trees.append((weight: 0, leaves: []))
        // The lightest is last; among equals the order is that of the symbols.
        trees.sort { ($1.weight, $0.leaves.first ?? weights.count) < ($0.weight, $1.leaves.first ?? weights.count) }
        var lengths = [Int](repeating: 0, count: weights.count)
        while trees.count > 1 {
            let a = trees.removeLast()
            let b = trees.removeLast()
            let both = (weight: a.weight + b.weight, leaves: a.leaves + b.leaves)
            for leaf in both.leaves { lengths[leaf] += 1 }
            trees.insert(both, at: trees.firstIndex { $0.weight <= both.weight } ?? trees.endIndex)
        }
        return lengths
    }

    /// How many codes of each length there are once none is longer than 16 bits (ITU-T T.81, annex K.2).
    private static func bounded(_ lengths: [Int]) -> [Int] {
        var counts = [Int](repeating: 0, count: max(lengths.max()!, longest) + 2)
        for length in lengths { counts[length] += 1 }
        // The free code is among the longest.
        counts[lengths.max()!] += 1
        for length in stride(from: counts.count - 1, to: longest, by: -1) {
            while counts[length] > 0 {
                // Two leaves move up to their parent; one of them takes its place, and the other, with a shorter
                // leaf, a place below that one's.
                var shorter = length - 2
                while counts[shorter] == 0 { shorter -= 1 }
                counts[length] -= 2
                counts[length - 1] += 1
                counts[shorter + 1] += 2
                counts[shorter] -= 1
            }
        }
        let last = counts.lastIndex { $0 > 0 }!
        counts[last] -= 1
        return Array(counts[0...longest])
    }
}
