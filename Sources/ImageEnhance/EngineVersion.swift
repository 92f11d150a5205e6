/// The version of the engine, which marks and the command line state.
public let engineVersion = "0.1.0"
