/// The options of fetching images from elsewhere, which are checked already and refused until that works.
enum DetectURLOptions {
    private enum Switch: String, CaseIterable {
        case off
        case on
    }

    static func check(_ options: OptionReader) throws(UsageError) {
        let isOn: Switch = try options.choice(.detectURL) ?? .off
        _ = try options.list(.detectURLPorts, accepted: "ports from 1 to 65535") { text in
            Int(text).flatMap { (1...65535).contains($0) ? $0 : nil }
        }
        _ = try options.seconds(.detectURLTimeout, from: 0.01)
        guard isOn == .off else {
            throw UsageError(message: "--detect-url on is not available yet: only --detect-url off is")
        }
        for name in [OptionName.detectURLHosts, .detectURLNetworks, .detectURLPorts, .detectURLTimeout]
        where options.isGiven(name) {
            throw UsageError(message: "\(name.flag) is not available yet: images are not fetched from elsewhere")
        }
    }
}
