"""One picture from an address to an address, wherever fsspec reads and writes: what clusters map over manifests.

    row = process("s3://photos/a.jpg", "s3://better/a.jpg", denoise=4)

Delivery on a cluster is at least once: a worker that dies has its pictures done again. The output is there exactly
once all the same: its name is given, its bytes are always the same, and it is written as a whole or not at all.
"""

from __future__ import annotations

import functools
import time
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

from ._files import write_atomically
from .enhancer import Enhancer
from .errors import EnhanceError

Row = Dict[str, Any]

# What a row holds, in its order, by the names of Arrow's types.
COLUMNS = {
    "source": "string",
    "target": "string",
    "format": "string",
    "width": "int64",
    "height": "int64",
    "bytes_in": "int64",
    "bytes_out": "int64",
    "denoise": "int64",
    "sharpen": "int64",
    "noise": "float64",
    "is_original": "bool",
    "seconds": "float64",
    "error_code": "string",
    "error": "string",
}

# Of `Enhancer`; whatever else is given is for storage.
_PARAMETERS = (
    "threads ignore_error method noise_sigma quality metadata max_pixels max_memory timeout fail_on"
).split()


def process(source: str, target: str, denoise: int = 3, sharpen: int = 3, **options: Any) -> Row:
    """Reads a picture, enhances it and writes it.

    Args:
        source, target: paths, or addresses that fsspec understands (s3://, gs://, https://, memory:// …).
        denoise, sharpen: levels, 0 to 5.
        options: parameters of `Enhancer`; all others go to the storage, such as `endpoint_url` or `anon` for S3.

    Returns:
        A row with the keys of `COLUMNS`. A picture that failed has `error_code`, an `EnhanceError.code` or "io", and
        `error`; its target is untouched. With `ignore_error` the original is written instead where the picture can't
        be enhanced, and the row has both.

    Raises:
        InvalidParameter: a parameter is not accepted: a fault of the whole job, not of this picture.
    """
    parameters = {name: options.pop(name) for name in _PARAMETERS if name in options}
    enhancer = _enhancer(denoise, sharpen, tuple(sorted(parameters.items())))
    started = time.perf_counter()
    row = _row(source, target, denoise, sharpen)
    try:
        data = _read(source, options)
        row["bytes_in"] = len(data)
        result = enhancer.enhance(data)
        _write(target, result.bytes, options)
        row.update(
            format=result.format,
            width=result.width,
            height=result.height,
            bytes_out=len(result.bytes),
            noise=result.noise,
            is_original=result.is_original,
        )
        _note(row, result.error)
    # Storage libraries raise what they like, and no picture may end a job of millions.
    except Exception as error:  # noqa: BLE001
        _note(row, error)
    row["seconds"] = time.perf_counter() - started
    return row


def failure(source: str, target: str, code: str, message: str, settings: Dict[str, Any]) -> Row:
    """The row of a picture whose process could not answer with one."""
    return {**_row(source, target, settings["denoise"], settings["sharpen"]), "error_code": code, "error": message}


def _row(source: str, target: str, denoise: int, sharpen: int) -> Row:
    given = dict(source=source, target=target, denoise=denoise, sharpen=sharpen, is_original=False)
    return {**dict.fromkeys(COLUMNS), **given}


def _note(row: Row, error: Optional[BaseException]) -> None:
    if error is not None:
        row["error_code"] = error.code if isinstance(error, EnhanceError) else "io"
        row["error"] = str(error) or type(error).__name__


@functools.lru_cache(maxsize=16)
def _enhancer(denoise: int, sharpen: int, parameters: Tuple[Tuple[str, Any], ...]) -> Enhancer:
    return Enhancer(denoise, sharpen, **dict(parameters))


def _place(address: str, storage: Dict[str, Any]) -> Tuple[Any, str]:
    """The file system and the path in it; None for local paths, whose options would be those of another storage."""
    if "://" not in address:
        return None, address
    if address.startswith("file://"):
        return None, address[len("file://") :]
    import fsspec

    return fsspec.core.url_to_fs(address, **storage)


def _read(address: str, storage: Dict[str, Any]) -> bytes:
    system, path = _place(address, storage)
    return Path(path).read_bytes() if system is None else system.cat_file(path)


def _write(address: str, data: bytes, storage: Dict[str, Any]) -> None:
    system, path = _place(address, storage)
    if system is None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    else:
        # Object stores show an object once it is complete.
        system.pipe_file(path, data)
