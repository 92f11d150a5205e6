/// Metrics in Prometheus' text format.
struct MetricsPage {
    /// Adds a sample: suffix of the name, labels, value.
    typealias Series = (_ suffix: String, _ labels: KeyValuePairs<String, String>, _ value: String) -> Void

    private(set) var text = ""

    mutating func counter(_ name: String, _ help: String, _ value: Int) {
        family(name, help, "counter") { series in series("", [:], "\(value)") }
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        let isWhole = value == value.rounded() && abs(value) < 1e15
        family(name, help, "gauge") { series in series("", [:], isWhole ? "\(Int(value))" : "\(value)") }
    }

    /// - Parameter samples: called once, to add the family's samples.
    mutating func family(_ name: String, _ help: String, _ type: String, _ samples: (Series) -> Void) {
        var lines = "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        samples { suffix, labels, value in
            let list = labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",")
            lines += "\(name)\(suffix)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
        }
        text += lines
    }

    private func escaped(_ label: String) -> String {
        label.map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(character)
            }
        }.joined()
    }
}
