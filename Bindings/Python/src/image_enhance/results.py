"""What calls answer with."""

from __future__ import annotations

import os

from ._files import write_atomically

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional, Union

    from .errors import EnhanceError

# Its name is that of an attribute below.
Bytes = bytes

FORMATS = {0: None, 1: "jpeg", 2: "png", 3: "webp"}
COLOR_MODELS = {0: None, 1: "gray", 2: "ycbcr", 3: "rgb", 4: "cmyk", 5: "ycck"}


class _Record:
    """A few named values, made once. Without dataclasses, whose import takes longer than all of ours."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} can't be changed")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


class Header(_Record):
    """What the header of a file says.

    Attributes:
        format: "jpeg", "png" or "webp".
        width, height: in pixels as stored; viewers swap them where `orientation` is 5 to 8.
        color_model: "gray", "ycbcr", "rgb", "cmyk" or "ycck"; None where it is not known.
        bit_depth: 1, 2, 4, 8 or 16.
        orientation: of EXIF, 1 to 8; None where the file states none.
        frame_count: 1 for a still picture.
        working_bytes: the memory that enhancing would take, about.
    """

    format: str
    width: int
    height: int
    color_model: Optional[str]
    bit_depth: int
    orientation: Optional[int]
    has_alpha: bool
    is_animated: bool
    frame_count: int
    working_bytes: int


class EnhancedImage(_Record):
    """An enhanced file.

    Attributes:
        bytes: a whole file in the input's format.
        format: "jpeg", "png" or "webp"; None where `error` is set and the input is none of them.
        width, height: in pixels; None where `error` is set.
        is_original: whether the bytes are the input's own: both levels are 0, or `error` is set.
        error: what `ignore_error` hid.
        noise: deviation of the noise found in luma on the 8-bit scale, as far as it is believed to be noise; None
            where nothing was filtered.
        decode_seconds, filter_seconds, encode_seconds: how long each stage took.
    """

    bytes: Bytes
    format: Optional[str]
    width: Optional[int]
    height: Optional[int]
    is_original: bool
    error: Optional[EnhanceError]
    noise: Optional[float]
    decode_seconds: float
    filter_seconds: float
    encode_seconds: float

    def __bytes__(self) -> Bytes:
        return self.bytes

    def __repr__(self) -> str:
        size = f"{self.width}×{self.height}, " if self.width else ""
        state = f", original: {self.error}" if self.error else ", original" if self.is_original else ""
        return f"<EnhancedImage {self.format}, {size}{len(self.bytes)} bytes{state}>"

    def save(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Writes the file; one that is there is replaced as a whole or not at all.

        Raises:
            OSError: it could not be written.
        """
        write_atomically(os.fspath(path), self.bytes)
