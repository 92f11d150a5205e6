// Users of the codecs hold planes: one import gives them both.
@_exported public import ImagePlanes
