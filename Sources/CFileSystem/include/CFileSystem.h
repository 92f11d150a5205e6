// What Swift's modules of the C libraries leave out, or what Linux and Darwin call differently.
#ifndef C_FILE_SYSTEM_H
#define C_FILE_SYSTEM_H

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

/// A file without a name in a directory, gone when its descriptor is closed; -1 with `errno` where there are none.
static inline int file_open_unnamed(const char *directory, mode_t permissions) {
#if defined(O_TMPFILE)
    return open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, permissions);
#elif defined(__O_TMPFILE) // glibc's, where GNU extensions are not asked for
    return open(directory, __O_TMPFILE | O_WRONLY | O_CLOEXEC, permissions);
#else
    (void)directory, (void)permissions;
    errno = ENOTSUP;
    return -1;
#endif
}

/// Gives a file without a name one that nobody has. The process's own list of its descriptors leads to the file.
static inline int file_link(const char *descriptor_path, const char *path) {
    return linkat(AT_FDCWD, descriptor_path, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

/// The names of a file's extended attributes, each with a NUL behind it: how many bytes they take.
static inline ssize_t file_attribute_names(const char *path, char *names, size_t capacity) {
#ifdef __APPLE__
    return listxattr(path, names, capacity, 0);
#else
    return listxattr(path, names, capacity);
#endif
}

/// The value of an extended attribute: how many bytes it takes.
static inline ssize_t file_attribute(const char *path, const char *name, void *value, size_t capacity) {
#ifdef __APPLE__
    return getxattr(path, name, value, capacity, 0, 0);
#else
    return getxattr(path, name, value, capacity);
#endif
}

/// As above, of an open file.
static inline ssize_t file_attribute_open(int file, const char *name, void *value, size_t capacity) {
#ifdef __APPLE__
    return fgetxattr(file, name, value, capacity, 0, 0);
#else
    return fgetxattr(file, name, value, capacity);
#endif
}

static inline int file_set_attribute(int file, const char *name, const void *value, size_t count) {
#ifdef __APPLE__
    return fsetxattr(file, name, value, count, 0, 0);
#else
    return fsetxattr(file, name, value, count, 0);
#endif
}

#endif
