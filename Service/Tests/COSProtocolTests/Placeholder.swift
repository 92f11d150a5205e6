import Testing

@Suite struct PlaceholderCOSProtocol {}
