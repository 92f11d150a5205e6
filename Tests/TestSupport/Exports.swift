// One import gives tests seeded random numbers, noise and pictures too.
@_exported public import SyntheticPictures
