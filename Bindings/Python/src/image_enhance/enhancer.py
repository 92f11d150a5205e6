"""The engine with its parameters."""

from __future__ import annotations

import ctypes
import os

from . import _arrays
from ._calls import Cancellation, check, exception, watched
from ._library import Error, Pixels, library
from ._library import Header as _Header
from ._library import Result as _Result
from .errors import InvalidParameter
from .results import COLOR_MODELS, FORMATS, EnhancedImage, Header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Optional, Tuple, Union, overload

    import numpy

    from ._calls import Progress

    Array = numpy.ndarray[Any, Any]
    File = Union[bytes, bytearray, memoryview, str, "os.PathLike[str]"]


class NoiseProfile:
    """The noise of a picture: measured once, used for many frames of one camera. Arrays take it as `noise`.

    Attributes:
        deviation: of luma on the 8-bit scale, as far as it is believed to be noise.
        confidence: how far what was measured is believed to be noise rather than structure, 0 to 1.
    """

    def __init__(self, handle: int):
        self._handle = handle

    @property
    def deviation(self) -> float:
        return library.ie_noise_deviation(self._handle)

    @property
    def confidence(self) -> float:
        return library.ie_noise_confidence(self._handle)

    def __repr__(self) -> str:
        return f"<NoiseProfile deviation {self.deviation:.2f}, confidence {self.confidence:.2f}>"

    def __reduce__(self) -> Any:
        raise TypeError("a NoiseProfile can't be pickled: measure it in the process that uses it")

    def __del__(self, _destroy: Any = library.ie_noise_destroy) -> None:
        if getattr(self, "_handle", None):
            _destroy(self._handle)


class Enhancer:
    """Enhances files and arrays. Threads may share one; it can be pickled, and works in forked processes.

    Args:
        denoise: noise removal, 0 (off) to 5.
        sharpen: sharpening of luma, 0 (off) to 5.
        threads: for one picture, 1 to 1024. The output does not depend on it.
        ignore_error: give a file back as it was where it can't be decoded or is too large.
        method: "auto", or a method that `enhance --help` names.
        noise_sigma: deviation of the noise on the 8-bit scale, over 0 and up to 100; None measures it.
        quality: of JPEG and lossy WebP: "auto", "source" or 1 to 100.
        metadata: "keep", "icc" or "strip".
        max_pixels, max_memory: refuse pictures of more pixels, or that would take more bytes of memory.
        timeout: seconds after which a picture is given up; None for as long as it takes.
        fail_on: "error"; "loss" or "warning" refuse pictures that a codec library could only repair.

    Raises:
        InvalidParameter: a value is not accepted; the message says which are.
    """

    def __init__(
        self,
        denoise: int = 3,
        sharpen: int = 3,
        *,
        threads: int = 1,
        ignore_error: bool = False,
        method: Optional[str] = None,
        noise_sigma: Optional[float] = None,
        quality: Union[str, int, None] = None,
        metadata: Optional[str] = None,
        max_pixels: Optional[int] = None,
        max_memory: Optional[int] = None,
        timeout: Optional[float] = None,
        fail_on: Optional[str] = None,
    ) -> None:
        given = {
            "denoise": denoise,
            "sharpen": sharpen,
            "threads": threads,
            "ignore_error": int(bool(ignore_error)),
            "method": method,
            "noise_sigma": noise_sigma,
            "quality": quality,
            "metadata": metadata,
            "max_pixels": max_pixels,
            "max_memory": max_memory,
            "timeout": timeout,
            "fail_on": fail_on,
        }
        self._handle = library.ie_parameters_create()
        self._parameters: Dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        for name, value in self._parameters.items():
            text = str(value)
            if "\0" in text:
                raise InvalidParameter(f"{name} holds a zero byte", name)
            check(library.ie_parameters_set, self._handle, name.replace("_", "-").encode(), text.encode())

    @property
    def parameters(self) -> Dict[str, Any]:
        """What was given, by name."""
        return dict(self._parameters)

    def __repr__(self) -> str:
        return f"Enhancer({', '.join(f'{name}={value!r}' for name, value in self._parameters.items())})"

    def __reduce__(self) -> Any:
        return _enhancer, (self._parameters,)

    def __del__(self, _destroy: Any = library.ie_parameters_destroy) -> None:
        if getattr(self, "_handle", None):
            _destroy(self._handle)

    # ---- Files and arrays

    if TYPE_CHECKING:

        @overload
        def enhance(
            self,
            source: "Array",
            *,
            out: "Optional[Array]" = None,
            channels: str = "rgb",
            channel_axis: int = -1,
            noise: Optional[NoiseProfile] = None,
            progress: Optional[Progress] = None,
            cancellation: Optional[Cancellation] = None,
        ) -> "Array": ...

        @overload
        def enhance(
            self, source: File, *, progress: Optional[Progress] = None, cancellation: Optional[Cancellation] = None
        ) -> EnhancedImage: ...

    def enhance(
        self,
        source: Any,
        *,
        out: Any = None,
        channels: str = "rgb",
        channel_axis: int = -1,
        noise: Optional[NoiseProfile] = None,
        progress: Optional[Progress] = None,
        cancellation: Optional[Cancellation] = None,
    ) -> Any:
        """Enhances one picture. Python's lock is released; Ctrl-C in the main thread stops it.

        Args:
            source: a whole JPEG, PNG or WebP file as bytes, the path of one, or an array: uint8 or uint16 over the
                full range, of shape (height, width) or (height, width, channels) with 1 to 4 channels: gray, gray
                and alpha, color, color and alpha (not premultiplied, and kept). Views of any strides are read where
                they lie.
            out: for arrays, where to write: of the same shape and dtype, `source` itself too. None makes a new one.
            channels: for arrays, "rgb" or "bgr", the order of colors.
            channel_axis: for arrays, where the channels are; 0 for (channels, height, width).
            noise: for arrays, what `measure_noise` answered for another picture. None measures it.
            progress: called about twenty times a second with the share of the work that is done, 0 to 1. `False` as
                answer, or an exception, stops the work.
            cancellation: stops the work from another thread.

        Returns:
            For arrays `out`, or a new array of the same shape and dtype; otherwise an `EnhancedImage`.

        Raises:
            EnhanceError: see `image_enhance.errors`. `out` is unchanged then.
            OSError: the path could not be read.
        """
        if _arrays.is_array(source):
            target = _arrays.target(source, out)
            pixels = _arrays.pixels(source, "source", channels, channel_axis)
            result = _arrays.pixels(target, "out", channels, channel_axis)
            handle = noise._handle if noise is not None else None
            watched(
                lambda call: check(
                    library.ie_enhance_pixels,
                    self._handle,
                    ctypes.byref(pixels),
                    ctypes.byref(result),
                    handle,
                    call,
                ),
                progress,
                cancellation,
            )
            return target
        if out is not None or noise is not None:
            raise InvalidParameter("out and noise are for arrays, source is a file", "out" if noise is None else "noise")
        return self._enhance_file(source, progress, cancellation)

    __call__ = enhance

    def _enhance_file(
        self, source: File, progress: Optional[Progress], cancellation: Optional[Cancellation]
    ) -> EnhancedImage:
        kept, address, count = _file(source)
        result = _Result()
        try:
            error = watched(
                lambda call: check(
                    library.ie_enhance_bytes, self._handle, address, count, call, ctypes.byref(result)
                ),
                progress,
                cancellation,
            )
            # An original that was given back is at hand: no second copy.
            data = kept if result.is_original and type(kept) is bytes else ctypes.string_at(result.bytes, result.count)
            return EnhancedImage(
                bytes=data,
                format=FORMATS[result.format],
                width=result.width or None,
                height=result.height or None,
                is_original=bool(result.is_original),
                error=exception(error),
                noise=result.noise if result.noise >= 0 else None,
                decode_seconds=result.decode_seconds,
                filter_seconds=result.filter_seconds,
                encode_seconds=result.encode_seconds,
            )
        finally:
            # Empties the result, too.
            library.ie_result_free(ctypes.byref(result))

    def inspect(self, source: File) -> Header:
        """The header of a file; nothing is decoded. Pictures that would be refused are described too.

        Raises:
            EnhanceError: the bytes are no picture, or too many.
            OSError: the path could not be read.
        """
        header = _Header()
        kept, address, count = _file(source)
        check(library.ie_inspect, self._handle, address, count, ctypes.byref(header))
        del kept
        return Header(
            format=FORMATS[header.format] or "",
            width=header.width,
            height=header.height,
            color_model=COLOR_MODELS[header.color_model],
            bit_depth=header.bit_depth,
            orientation=header.orientation or None,
            has_alpha=bool(header.has_alpha),
            is_animated=bool(header.is_animated),
            frame_count=header.frame_count,
            working_bytes=header.working_bytes,
        )

    def measure_noise(
        self, source: "Union[Array, File]", *, channels: str = "rgb", channel_axis: int = -1
    ) -> NoiseProfile:
        """The noise of a file or an array, which `enhance` takes for other arrays of as many channels.

        Raises:
            EnhanceError: see `image_enhance.errors`.
            OSError: the path could not be read.
        """
        handle = ctypes.c_void_p()
        if _arrays.is_array(source):
            pixels = _arrays.pixels(source, "source", channels, channel_axis)
            check(library.ie_noise_of_pixels, self._handle, ctypes.byref(pixels), ctypes.byref(handle))
        else:
            kept, address, count = _file(source)  # type: ignore[arg-type]
            check(library.ie_noise_of_bytes, self._handle, address, count, ctypes.byref(handle))
            del kept
        assert handle.value is not None
        return NoiseProfile(handle.value)


def _enhancer(parameters: Dict[str, Any]) -> Enhancer:
    return Enhancer(**{**parameters, "ignore_error": bool(parameters.get("ignore_error", 0))})


def _file(source: Any) -> Tuple[Any, Any, int]:
    """What must be kept while the address is used, the address of a file's bytes, and their number."""
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            source = file.read()
    if isinstance(source, bytes):
        return source, ctypes.cast(ctypes.c_char_p(source), ctypes.c_void_p), len(source)
    try:
        view = memoryview(source).cast("B")
    except TypeError:
        raise InvalidParameter(
            f"source is {type(source).__name__}, accepted: bytes, a path, or a numpy array", "source"
        ) from None
    if view.readonly or view.nbytes == 0:
        data = view.tobytes()
        return data, ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data)
    place = (ctypes.c_char * view.nbytes).from_buffer(view)
    return place, ctypes.cast(place, ctypes.c_void_p), view.nbytes
