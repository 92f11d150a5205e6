// Users of the filters hold planes: one import gives them both.
@_exported public import ImagePlanes
