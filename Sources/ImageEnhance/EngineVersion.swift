/// The version of the engine, which marks, the command line, the C library and the Python package state.
public let engineVersion = "0.2.0"
