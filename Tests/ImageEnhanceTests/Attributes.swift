import CFileSystem
import Foundation

/// Extended attributes of files.
enum Attributes {
    /// Whether that was possible.
    static func set(_ name: String, _ value: [UInt8], of file: URL) -> Bool {
        let number = open(file.path, O_RDONLY)
        defer { close(number) }
        return file_set_attribute(number, name, value, value.count) == 0
    }

    static func value(_ name: String, of file: URL) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: 256)
        let count = file_attribute(file.path, name, &value, value.count)
        return count < 0 ? nil : Array(value.prefix(count))
    }
}
