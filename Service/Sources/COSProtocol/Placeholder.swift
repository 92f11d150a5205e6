enum COSProtocolPlaceholder {}
