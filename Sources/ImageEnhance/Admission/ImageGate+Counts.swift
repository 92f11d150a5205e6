extension ImageGate {
    /// How many are in work and wait, for a server's metrics and its answer to those who balance load.
    public struct Counts: Sendable, Hashable {
        /// Images in work.
        public internal(set) var images = 0
        /// Threads that work on them.
        public internal(set) var threads = 0
        /// Memory in bytes that they may take, as estimated.
        public internal(set) var workingBytes = 0
        /// Images that wait.
        public internal(set) var waiting = 0
        /// Images that were turned away since the gate was made.
        public internal(set) var refused = 0
    }
}
