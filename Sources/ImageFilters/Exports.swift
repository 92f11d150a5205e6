// Callers need planes too: one import provides both.
@_exported public import ImagePlanes
