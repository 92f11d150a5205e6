enum ImageServicePlaceholder {}
