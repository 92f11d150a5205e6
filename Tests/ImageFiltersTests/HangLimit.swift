import Testing

extension Trait where Self == TimeLimitTrait {
    /// For every suite: a test that hangs fails instead. Tests run side by side and wait for each other, on slow machines
    /// too, so the limit says nothing about how long one takes.
    static var hangLimit: Self { .timeLimit(.minutes(30)) }
}
