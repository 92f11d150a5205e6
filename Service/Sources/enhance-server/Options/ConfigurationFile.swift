#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The JSON file of `--config`: options by name, as text.
struct ConfigurationFile {
    let path: String
    let values: [OptionName: String]

    /// - Throws: `UsageError` that names the file, and the member that is none of ours or no text or number.
    init(path: String, json: Data) throws(UsageError) {
        self.path = path
        do {
            values = try JSONDecoder().decode(Members.self, from: json).values
        } catch let error as UsageError {
            throw UsageError(message: "--config: \(path): \(error.message)")
        } catch {
            throw UsageError(message: "--config: \(path) is no JSON object")
        }
    }

    private struct Members: Decodable {
        var values: [OptionName: String] = [:]

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            for name in members.allKeys {
                guard let option = OptionName(rawValue: name.stringValue) else {
                    throw UsageError(message: "there is no option \(quoted(name.stringValue))")
                }
                if let text = try? members.decode(String.self, forKey: name) {
                    values[option] = text
                } else if let integer = try? members.decode(Int.self, forKey: name) {
                    values[option] = "\(integer)"
                } else if let number = try? members.decode(Double.self, forKey: name) {
                    values[option] = "\(number)"
                } else {
                    throw UsageError(message: "\(option.rawValue) must be a string or a number")
                }
            }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// `text` between quotes, as one line however it looks, cut where it is long.
func quoted(_ text: String) -> String {
    let printable = text.unicodeScalars.prefix(100).map { scalar in
        scalar.properties.generalCategory == .control ? "?" : String(scalar)
    }
    return "'\(printable.joined())'"
}
