#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

package enum Directory {
    /// The names in a directory, sorted by their bytes, without `.` and `..`.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package static func names(in path: FilePath) throws(EnhanceError) -> [FilePath] {
        // SAFETY: the stream is closed once; an entry is read before the next call of readdir.
        guard let stream = unsafe opendir(path.terminated) else { throw .io("read the directory", path) }
        defer { unsafe closedir(stream) }
        var names: [FilePath] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe FilePath($0.prefix { $0 != 0 }) }
            if name.bytes != [UInt8(ascii: ".")], name.bytes != Array("..".utf8) { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .io("read the directory", path) }
        return names.sorted()
    }

    /// Creates a directory and those above it, as far as they are not there.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package static func create(_ path: FilePath) throws(EnhanceError) {
        guard FileStatus(path: path)?.isDirectory != true else { return }
        if path.directory != path { try create(path.directory) }
        // SAFETY: the path is a C string during the call. Another process may be as quick.
        guard unsafe mkdir(path.terminated, 0o777) == 0 || FileStatus(path: path)?.isDirectory == true else {
            throw .io("create the directory", path)
        }
    }
}
