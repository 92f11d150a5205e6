/// A parameter of a filter lies outside what the filter accepts.
public struct FilterParameterError: Error, Hashable, CustomStringConvertible {
    /// The parameter's name.
    public let name: String
    /// What was given.
    public let value: String
    /// What is accepted.
    public let accepted: String

    public var description: String {
        "\(name) is \(value); accepted: \(accepted)"
    }

    static func check<Value: Comparable>(
        _ name: String, _ value: Value, _ range: ClosedRange<Value>
    ) throws(FilterParameterError) {
        guard range.contains(value) else {
            throw FilterParameterError(
                name: name, value: "\(value)", accepted: "\(range.lowerBound) to \(range.upperBound)")
        }
    }

    static func checkOdd(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(FilterParameterError) {
        guard range.contains(value) && value % 2 == 1 else {
            throw FilterParameterError(
                name: name, value: "\(value)", accepted: "odd numbers from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
