"""Removes noise from photographs and sharpens them.

    import image_enhance

    better = image_enhance.enhance(array)                      # numpy: uint8 or uint16, any strides
    image_enhance.enhance("photo.jpg", denoise=4).save("better.jpg")
    file = image_enhance.enhance(jpeg_bytes, sharpen=2).bytes  # same format and size

Many pictures: `Enhancer` keeps its parameters; `image_enhance.objects`, `.spark`, `.ray` and
`python -m image_enhance.batch` work on files wherever fsspec finds them.
"""

from __future__ import annotations

from ._calls import Cancellation
from ._library import library as _library
from .enhancer import Enhancer, NoiseProfile
from .errors import (
    Cancelled,
    EnhanceError,
    InvalidParameter,
    LimitExceeded,
    MalformedImage,
    UnsupportedImage,
)
from .results import EnhancedImage, Header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__version__ = _library.ie_version().decode()

__all__ = [
    "Cancellation",
    "Cancelled",
    "EnhanceError",
    "EnhancedImage",
    "Enhancer",
    "Header",
    "InvalidParameter",
    "LimitExceeded",
    "MalformedImage",
    "NoiseProfile",
    "UnsupportedImage",
    "enhance",
    "inspect",
    "measure_noise",
]

# How one call is made, beside what an Enhancer is made with.
_OF_CALLS = ("out", "channels", "channel_axis", "noise", "progress", "cancellation")


def enhance(source: Any, denoise: int = 3, sharpen: int = 3, **options: Any) -> Any:
    """Enhances one picture: an array into an array, the bytes or the path of a file into an `EnhancedImage`.

    `options` are the parameters of `Enhancer` and of `Enhancer.enhance`, which see.
    """
    of_call = {name: options.pop(name) for name in _OF_CALLS if name in options}
    return Enhancer(denoise, sharpen, **options).enhance(source, **of_call)


def inspect(source: Any) -> Header:
    """The header of a file; nothing is decoded. See `Enhancer.inspect`."""
    return Enhancer().inspect(source)


def measure_noise(source: Any, *, channels: str = "rgb", channel_axis: int = -1) -> NoiseProfile:
    """The noise of a file or an array. See `Enhancer.measure_noise`."""
    return Enhancer().measure_noise(source, channels=channels, channel_axis=channel_axis)
