"""Numpy arrays as the pixels of the C library, without a copy."""

from __future__ import annotations

from ._library import Pixels
from .errors import InvalidParameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional, Tuple

_LAYOUTS = {("rgb", 1): 1, ("rgb", 2): 2, ("rgb", 3): 3, ("rgb", 4): 4}
_LAYOUTS.update({("bgr", 1): 1, ("bgr", 2): 2, ("bgr", 3): 5, ("bgr", 4): 6})


def is_array(source: Any) -> bool:
    """Whether this is a numpy array; asked without importing numpy."""
    kind = type(source)
    return any(base.__module__ == "numpy" and base.__name__ == "ndarray" for base in kind.__mro__)


def pixels(array: Any, name: str, channels: str, channel_axis: int) -> Pixels:
    """The pixels of an array of shape (height, width) or, with the channels in any place, of three dimensions."""
    if channels not in ("rgb", "bgr"):
        raise InvalidParameter(f"channels is {channels!r}, accepted: 'rgb', 'bgr'", "channels")
    kind = array.dtype
    if kind.kind != "u" or kind.itemsize not in (1, 2) or not kind.isnative:
        hint = "; convert, say by (255 * array).round().astype('uint8')" if kind.kind == "f" else ""
        raise InvalidParameter(f"{name} has dtype {kind}, accepted: uint8, uint16{hint}", name)
    (height, width, count), (row, pixel, channel) = _dimensions(array, name, channel_axis)
    if height == 0 or width == 0:
        raise InvalidParameter(f"{name} has shape {array.shape}, accepted: no side of 0", name)
    return Pixels(
        array.__array_interface__["data"][0],
        width,
        height,
        row,
        pixel,
        channel,
        _LAYOUTS[channels, count],
        8 * kind.itemsize,
    )


def _dimensions(array: Any, name: str, channel_axis: int) -> Tuple[Tuple[int, ...], Tuple[int, ...]]:
    """Shape and strides in bytes in the order rows, columns, channels."""
    if array.ndim == 2:
        return (*array.shape, 1), (*array.strides, 0)
    if array.ndim != 3:
        raise InvalidParameter(
            f"{name} has shape {array.shape}, accepted: (height, width) or (height, width, channels)", name
        )
    if not -3 <= channel_axis < 3:
        raise InvalidParameter(f"channel_axis is {channel_axis}, accepted: -3 to 2", "channel_axis")
    order = [axis for axis in range(3) if axis != channel_axis % 3] + [channel_axis % 3]
    shape = tuple(array.shape[axis] for axis in order)
    if not 1 <= shape[2] <= 4:
        raise InvalidParameter(
            f"{name} has {shape[2]} channels in axis {channel_axis} of shape {array.shape}, accepted: 1 to 4; "
            "channel_axis=0 is for arrays of shape (channels, height, width)",
            name,
        )
    return shape, tuple(array.strides[axis] for axis in order)


def target(source: Any, out: Optional[Any]) -> Any:
    """The array to write to: `out` once it was checked, or a new one."""
    if out is None:
        import numpy

        return numpy.empty_like(source, subok=False)
    if not is_array(out):
        raise InvalidParameter(f"out is {type(out).__name__}, accepted: a numpy array", "out")
    if out.shape != source.shape or out.dtype != source.dtype:
        raise InvalidParameter(
            f"out has shape {out.shape} and dtype {out.dtype}, accepted: {source.shape} and {source.dtype}", "out"
        )
    if not out.flags.writeable:
        raise InvalidParameter("out is read-only, accepted: a writable array", "out")
    return out
