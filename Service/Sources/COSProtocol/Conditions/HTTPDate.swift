/// Times as HTTP spells them: `Tue, 14 Nov 2023 22:13:20 GMT`.
public enum HTTPDate {
    /// - Parameter seconds: since 1970, from year 1 to 9999.
    public static func text(_ seconds: Int) -> String {
        let days = floorDivision(seconds, 86400)
        let second = seconds - days * 86400
        let (year, month, day) = date(days)
        let weekday = weekdays[(days % 7 + 7 + 4) % 7]
        return "\(weekday), \(padded(day)) \(months[month - 1]) \(padded(year, 4)) "
            + "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60)) GMT"
    }

    /// As XML spells times: `2023-11-14T22:13:20.000Z`.
    public static func iso8601(_ seconds: Int) -> String {
        let days = floorDivision(seconds, 86400)
        let second = seconds - days * 86400
        let (year, month, day) = date(days)
        return "\(padded(year, 4))-\(padded(month))-\(padded(day))T"
            + "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60)).000Z"
    }

    /// Seconds since 1970; `nil` for what is no time of this form. HTTP's two obsolete forms are not read: an `If-…`
    /// header that can't be read does not count.
    public static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[0].hasSuffix(","),
            weekdays.contains(String(parts[0].dropLast())), let day = Int(digits: parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])), parts[3].count == 4, let year = Int(digits: parts[3]),
            year > 0
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int(digits: $0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return days(year: year, month: month + 1, day: day) * 86400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Days from 1970 to a date. A year is counted from March here, so that the leap day is its last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719468
    }

    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let days = days + 719468
        let era = floorDivision(days, 146097)
        let dayOfEra = days - era * 146097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month > 2 ? 0 : 1), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func floorDivision(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value + 1) / divisor - 1
    }

    private static func padded(_ value: Int, _ width: Int = 2) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
