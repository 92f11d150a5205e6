// One import gives users of the façade the codecs', filters' and planes' types that its API speaks of.
@_exported public import ImageCodecs
@_exported public import ImageFilters
