/// The threads that a call asked for, and those that the gate gave it.
struct GrantedThreads {
    /// Limits reckon with these: whether an image is accepted must not depend on who else is at work.
    let asked: ThreadBudget
    /// At most as many.
    let granted: ThreadBudget

    init(_ asked: ThreadBudget, granted: Int? = nil) {
        self.asked = asked
        self.granted = granted.map(ThreadBudget.init) ?? asked
    }
}
