import ImagePlanes
import Testing
