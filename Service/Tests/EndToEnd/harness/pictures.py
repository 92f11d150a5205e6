"""Source images of the repository, what the command-line tool makes of them, and files that are hostile."""

import functools
import os
import pathlib
import struct
import subprocess
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[4]
TOOL = os.environ["ENHANCE_TOOL"]


def source(name):
    return (ROOT / "testdata" / name).read_bytes()


JPEG = source("jpeg/gray.jpg")
PNG = source("png/rgb.png")
WEBP = source("webp/lossy.webp")


@functools.cache
def enhanced(data, denoise=3, sharpen=3):
    """The bytes that the command-line tool makes of `data`."""
    with tempfile.TemporaryDirectory() as folder:
        given, result = pathlib.Path(folder, "in"), pathlib.Path(folder, "out")
        given.write_bytes(data)
        subprocess.run(
            [TOOL, "--denoise", str(denoise), "--sharpen", str(sharpen), "-o", result, given], check=True,
            capture_output=True)
        return result.read_bytes()


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height):
    """A gray PNG of one colour: few bytes, however many pixels."""
    rows = zlib.compressobj(9)
    body = b"".join(rows.compress(b"\0" * (width + 1)) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def huge_png():
    """Claims 60000 × 60000 pixels and has none of them."""
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def animation():
    """A WebP of two frames."""
    def piece(name, data):
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    frame = WEBP[12:]
    assert frame[:4] == b"VP8 ", "the sample is a plain lossy WebP"
    width, height = (value & 0x3FFF for value in struct.unpack("<HH", frame[14:18]))
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    one = piece(b"ANMF", b"\0" * 6 + size + (100).to_bytes(3, "little") + b"\0" + frame)
    body = piece(b"VP8X", b"\x02\0\0\0" + size) + piece(b"ANIM", b"\0" * 6) + one + one
    return piece(b"RIFF", b"WEBP" + body)
