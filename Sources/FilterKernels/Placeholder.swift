internal import CVector

public func filterKernelsPlaceholder() -> Int32 { cv_cpu_level() }
