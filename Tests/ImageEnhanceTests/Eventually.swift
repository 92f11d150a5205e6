/// Waits until `condition` holds, or until the test's time limit cancels the task.
func eventually(_ condition: () -> Bool) async throws {
    while !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
