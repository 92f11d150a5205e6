/// Text to set: ordinary words in no meaningful order.
struct Words {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func word() -> String {
        if random.chance(0.05) { return number() }
        let word = random.pick(Words.list)
        return random.chance(0.06) ? word.capitalizedFirst : word
    }

    /// Words of a sentence, the first with a capital, the last with its mark.
    mutating func sentence() -> [String] {
        var words = (0..<random.next(in: 5...14)).map { _ in word() }
        words[0] = words[0].capitalizedFirst
        if words.count > 7, random.chance(0.6) { words[words.count / 2] += "," }
        words[words.count - 1] += random.pick([".", ".", ".", "?", "!", ":"])
        return words
    }

    mutating func paragraph(sentences: ClosedRange<Int> = 2...6) -> [String] {
        (0..<random.next(in: sentences)).flatMap { _ in sentence() }
    }

    /// A few words, each with a capital.
    mutating func title(words: ClosedRange<Int> = 2...4) -> String {
        (0..<random.next(in: words)).map { _ in random.pick(Words.list).capitalizedFirst }.joined(separator: " ")
    }

    mutating func number() -> String {
        switch random.next(in: 0...4) {
        case 0: "\(random.next(in: 2...99))"
        case 1: "\(random.next(in: 1000...99_999))"
        case 2: "\(random.next(in: 0...99)).\(random.next(in: 10...99))"
        case 3: "\(random.next(in: 1...100))%"
        default: "$\(random.next(in: 1...900)).\(random.next(in: 10...99))"
        }
    }

    private static let list = """
        the of and to in is that for it was on as with at by from this be have are not or an which one all their they
        has were there been more when will would who so no what up out about into than them can only other time some new
        could these two may first then do any like my now over such our man me even most made after also did many before
        must through years where much your way well down should because long each just state people those too little
        world good make year still see work life being day same under last right while part house against place found
        water light picture paper letter window garden river mountain quick brown fox jumps lazy dog quartz judge vow
        sphinx black pack box five dozen liquor jugs zebra exact puzzle rhythm method sample measure figure table result
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
