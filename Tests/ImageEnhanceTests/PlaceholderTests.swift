import ImageEnhance
import Testing
