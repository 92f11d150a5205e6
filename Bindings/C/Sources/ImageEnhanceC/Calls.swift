// Names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CImageEnhance
internal import ImageEnhance
internal import Synchronization

@c @implementation public func ie_cancellation_create() -> OpaquePointer? {
    unsafe Handle.retain(Cancellation())
}

@c @implementation public func ie_cancellation_destroy(_ cancellation: OpaquePointer?) {
    unsafe Handle<Cancellation>.release(cancellation)
}

@c @implementation public func ie_cancellation_cancel(_ cancellation: OpaquePointer?) {
    unsafe Handle<Cancellation>.object(cancellation)?.cancel()
}

/// What stops a call and hears of its progress, as C asked for it.
func cancellation(_ call: UnsafePointer<ie_call>?) -> Cancellation? {
    guard let call = unsafe call?.pointee else { return nil }
    let given = unsafe Handle<Cancellation>.object(call.cancellation)
    guard let progress = unsafe call.progress else { return given }
    // SAFETY: the header says that both are used from the threads that do the work, until the call returns.
    nonisolated(unsafe) let context = unsafe call.context
    // Languages take a lock to be called, for which tiles should not wait.
    let rate = Mutex<ContinuousClock.Instant?>(nil)
    return Cancellation(given) { done in
        let isDue = rate.withLock { last in
            let now = ContinuousClock.now
            if let last, done < 1, now - last < .milliseconds(50) { return false }
            last = now
            return true
        }
        return isDue ? unsafe progress(context, done) == 0 : true
    }
}
