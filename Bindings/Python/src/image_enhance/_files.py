"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os


def write_atomically(path: str, data: bytes) -> None:
    """Writes `data` to a file without a name and then gives it the name, over what had it before.

    A process that is killed before leaves nothing behind, where the file system has files without names.
    """
    try:
        temporary = _link_nameless(path, data)
    except (OSError, AttributeError):
        temporary = _write_named(path, data)
    # A link can't replace a file; a rename can.
    try:
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def _link_nameless(path: str, data: bytes) -> str:
    """A whole file with a name of its own beside `path`."""
    parent, name = os.path.split(os.path.abspath(path))
    temporary = f".{name[:50]}.{os.urandom(8).hex()}"
    descriptor = os.open(parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        folder = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            # By a folder's descriptor: without one Python links the link in /proc, not the file.
            os.link(f"/proc/self/fd/{descriptor}", temporary, dst_dir_fd=folder, follow_symlinks=True)
        finally:
            os.close(folder)
    return os.path.join(parent, temporary)


def _write_named(path: str, data: bytes) -> str:
    import tempfile

    parent, name = os.path.split(os.path.abspath(path))
    descriptor, temporary = tempfile.mkstemp(dir=parent, prefix=f".{name[:50]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary
