import ImageFilters
import Testing
