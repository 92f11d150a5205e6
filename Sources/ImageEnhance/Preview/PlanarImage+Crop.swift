extension PlanarImage {
    /// The part of the picture inside `rectangle`, which lies in the picture.
    ///
    /// - Precondition: the rectangle's edges are the picture's, or fall between samples of every plane.
    func cropped(to rectangle: Rectangle) -> PlanarImage {
        let planes: Planes =
            switch self.planes {
            case .eight(let planes): .eight(cropped(planes, to: rectangle))
            case .sixteen(let planes): .sixteen(cropped(planes, to: rectangle))
            }
        return PlanarImage(
            width: rectangle.width, height: rectangle.height, colorModel: colorModel, subsampling: subsampling,
            hasAlpha: hasAlpha, planes: planes, metadata: metadata, quantization: quantization)
    }

    private func cropped<Element: Sample>(_ planes: [Plane<Element>], to rectangle: Rectangle) -> [Plane<Element>] {
        planes.enumerated().map { index, plane in
            let isColor = index < colorModel.planeCount
            let full = subsampling.largest
            let own = isColor ? subsampling.factors[index] : full
            let size =
                isColor
                ? subsampling.planeSize(index, width: rectangle.width, height: rectangle.height)
                : (width: rectangle.width, height: rectangle.height)
            let left = rectangle.x * own.horizontal / full.horizontal
            let top = rectangle.y * own.vertical / full.vertical
            var part = Plane<Element>(width: size.width, height: size.height)
            for y in 0..<size.height {
                for x in 0..<size.width { part[x, y] = plane[left + x, top + y] }
            }
            return part
        }
    }
}
