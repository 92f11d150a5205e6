"""The C library, as ctypes sees it: image_enhance.h in Python."""

from __future__ import annotations

import ctypes
import os

ABI_VERSION = 1

# The address where there is one: ctypes would turn c_char_p into a copy of the bytes.
Address = ctypes.c_void_p


class Error(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_int32),
        ("parameter", ctypes.c_char * 64),
        ("limit", ctypes.c_char * 64),
        ("message", ctypes.c_char * 508),
    ]


PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_double)


class Call(ctypes.Structure):
    _fields_ = [("cancellation", Address), ("progress", PROGRESS), ("context", Address)]


class Header(ctypes.Structure):
    _fields_ = [
        ("width", ctypes.c_int64),
        ("height", ctypes.c_int64),
        ("format", ctypes.c_int32),
        ("color_model", ctypes.c_int32),
        ("bit_depth", ctypes.c_int32),
        ("orientation", ctypes.c_int32),
        ("frame_count", ctypes.c_int64),
        ("has_alpha", ctypes.c_int32),
        ("is_animated", ctypes.c_int32),
        ("working_bytes", ctypes.c_int64),
    ]


class Result(ctypes.Structure):
    _fields_ = [
        ("bytes", Address),
        ("count", ctypes.c_size_t),
        ("width", ctypes.c_int64),
        ("height", ctypes.c_int64),
        ("format", ctypes.c_int32),
        ("is_original", ctypes.c_int32),
        ("noise", ctypes.c_double),
        ("decode_seconds", ctypes.c_double),
        ("filter_seconds", ctypes.c_double),
        ("encode_seconds", ctypes.c_double),
    ]


class Pixels(ctypes.Structure):
    _fields_ = [
        ("data", Address),
        ("width", ctypes.c_int64),
        ("height", ctypes.c_int64),
        ("row_stride", ctypes.c_int64),
        ("pixel_stride", ctypes.c_int64),
        ("channel_stride", ctypes.c_int64),
        ("layout", ctypes.c_int32),
        ("depth", ctypes.c_int32),
    ]


_SIGNATURES = {
    "ie_abi_version": (ctypes.c_uint32, []),
    "ie_version": (ctypes.c_char_p, []),
    "ie_code_name": (ctypes.c_char_p, [ctypes.c_int32]),
    "ie_parameters_create": (Address, []),
    "ie_parameters_destroy": (None, [Address]),
    "ie_parameters_set": (
        ctypes.c_int32,
        [Address, ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(Error)],
    ),
    "ie_cancellation_create": (Address, []),
    "ie_cancellation_destroy": (None, [Address]),
    "ie_cancellation_cancel": (None, [Address]),
    "ie_inspect": (
        ctypes.c_int32,
        [Address, Address, ctypes.c_size_t, ctypes.POINTER(Header), ctypes.POINTER(Error)],
    ),
    "ie_enhance_bytes": (
        ctypes.c_int32,
        [
            Address,
            Address,
            ctypes.c_size_t,
            ctypes.POINTER(Call),
            ctypes.POINTER(Result),
            ctypes.POINTER(Error),
        ],
    ),
    "ie_result_free": (None, [ctypes.POINTER(Result)]),
    "ie_enhance_pixels": (
        ctypes.c_int32,
        [
            Address,
            ctypes.POINTER(Pixels),
            ctypes.POINTER(Pixels),
            Address,
            ctypes.POINTER(Call),
            ctypes.POINTER(Error),
        ],
    ),
    "ie_noise_of_bytes": (
        ctypes.c_int32,
        [Address, Address, ctypes.c_size_t, ctypes.POINTER(Address), ctypes.POINTER(Error)],
    ),
    "ie_noise_of_pixels": (
        ctypes.c_int32,
        [Address, ctypes.POINTER(Pixels), ctypes.POINTER(Address), ctypes.POINTER(Error)],
    ),
    "ie_noise_destroy": (None, [Address]),
    "ie_noise_deviation": (ctypes.c_double, [Address]),
    "ie_noise_confidence": (ctypes.c_double, [Address]),
}


def _load() -> ctypes.CDLL:
    """The library beside this file, or the one that IMAGE_ENHANCE_LIBRARY names."""
    own = os.path.join(os.path.dirname(__file__), "libimage_enhance.so.1")
    path = os.environ.get("IMAGE_ENHANCE_LIBRARY") or own
    try:
        loaded = ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(
            f"{error}. The wheel brings this library along; from a checkout, `make wheel` builds it. It needs Linux "
            "with glibc 2.34 or later and libstdc++ (Debian's libstdc++6)."
        ) from error
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(loaded, name)
        function.restype = result
        function.argtypes = arguments
    found = loaded.ie_abi_version()
    if found != ABI_VERSION:
        raise ImportError(f"{path} has ABI {found}, this package needs {ABI_VERSION}")
    return loaded


library = _load()
