import Testing

@Suite struct PlaceholderImageService {}
