internal import ImageEnhance

/// The directory into which results go, in the tree of their inputs.
struct OutputTree {
    let root: FilePath
    let followsLinks: Bool

    /// Creates the directories above a file of the tree.
    ///
    /// Whoever fills the tree may have put links into it, which would lead elsewhere. That somebody does so at this very
    /// moment is not looked for.
    ///
    /// - Throws: `EnhanceError` with `.io`, for links that are not followed too.
    func prepare(_ path: FilePath) throws(EnhanceError) {
        if !followsLinks { try refuseLinks(path) }
        try Directory.create(path.directory)
    }

    private func refuseLinks(_ path: FilePath) throws(EnhanceError) {
        var path = path
        while path.bytes.count > root.bytes.count {
            guard !FileStatus.isLink(path) else {
                throw EnhanceError(
                    .io, "cannot write \(path): it is a link in the output directory; --follow-links writes through it")
            }
            path = path.directory
        }
    }

    /// Where a result ends up, as far as the links on its way are there by now.
    static func destination(of path: FilePath) -> FilePath {
        if let existing = FileStatus.canonicalPath(of: path) { return existing }
        guard path.directory != path, path.bytes != path.lastComponent.bytes else { return path }
        return destination(of: path.directory).appending(path.lastComponent)
    }
}
