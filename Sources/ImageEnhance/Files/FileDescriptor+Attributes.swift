internal import CFileSystem

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What a file has beside its bytes.
extension FileDescriptor {
    /// Gives the file owner, permissions and extended attributes of the one that it will replace.
    ///
    /// Only root may give files away. Where the group stays another, its members get no more rights than everybody, and
    /// where owner or group do, nobody runs the file in their name.
    ///
    /// - Throws: `EnhanceError` with `.io`, also where an attribute can't be kept: an access control list is one.
    func adopt(_ status: FileStatus, of path: FilePath) throws(EnhanceError) {
        var permissions = status.permissions
        let keepsGroup = fchown(number, uid_t.max, status.group) == 0
        let keepsOwner = fchown(number, status.owner, gid_t.max) == 0
        if !keepsGroup { permissions &= ~0o070 | (permissions & 0o007) << 3 }
        if !keepsGroup || !keepsOwner { permissions &= 0o777 }
        guard fchmod(number, permissions) == 0 else { throw .io("write", path) }
        for name in try attributeNames(of: path) { try copyAttribute(name, of: path) }
    }

    private func attributeNames(of path: FilePath) throws(EnhanceError) -> [[CChar]] {
        // SAFETY: no more is written than the buffer holds, here and below; the strings live during the calls.
        let size = unsafe file_attribute_names(path.terminated, nil, 0)
        // Not every file system has them.
        guard size > 0 else { return [] }
        var names = [CChar](repeating: 0, count: size)
        let count = unsafe file_attribute_names(path.terminated, &names, size)
        guard count >= 0 else { throw .io("read the attributes of", path) }
        return names.prefix(count).split(separator: 0).map { Array($0) + [0] }
    }

    private func copyAttribute(_ name: [CChar], of path: FilePath) throws(EnhanceError) {
        let size = unsafe file_attribute(path.terminated, name, nil, 0)
        var value = [UInt8](repeating: 0, count: max(0, size))
        let count = unsafe file_attribute(path.terminated, name, &value, value.count)
        if count >= 0, unsafe file_set_attribute(number, name, value, count) == 0 { return }
        let text = FilePath(name.dropLast().map(UInt8.init(bitPattern:)))
        // The system's own: it labels each file by its own rules.
        guard !text.bytes.starts(with: "security.".utf8), !text.bytes.starts(with: "trusted.".utf8) else { return }
        throw EnhanceError(.io, "cannot write \(path): its attribute \(text) can't be kept")
    }

    /// Read, write and execute of the group itself. With an access control list, a file's group bits are the most that
    /// anybody in the list has.
    var groupRights: mode_t? {
        var list = [UInt8](repeating: 0, count: 4096)
        // SAFETY: as above.
        let count = unsafe file_attribute_open(number, "system.posix_acl_access", &list, list.count)
        guard count > 4 else { return nil }
        // A version, then a tag, rights and an identity each, least significant byte first.
        func rights(_ tag: UInt8) -> mode_t? {
            stride(from: 4, to: count - 7, by: 8).first { list[$0] == tag && list[$0 + 1] == 0 }
                .map { mode_t(list[$0 + 2]) }
        }
        let (groupTag, maskTag): (UInt8, UInt8) = (0x04, 0x10)
        return (rights(groupTag) ?? 0) & (rights(maskTag) ?? 7)
    }
}
