"""Calls of the C library: errors become exceptions, and a call can be watched and stopped."""

from __future__ import annotations

import ctypes
import signal
import threading

from ._library import PROGRESS, Call, Error, library
from .errors import BY_NUMBER, EnhanceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, List, Optional

    Progress = Callable[[float], Any]


class Cancellation:
    """Stops running calls from another thread: they raise `Cancelled` soon after `cancel()`. It stays set."""

    def __init__(self) -> None:
        self._handle = library.ie_cancellation_create()

    def cancel(self) -> None:
        library.ie_cancellation_cancel(self._handle)

    def __del__(self, _destroy=library.ie_cancellation_destroy) -> None:
        if getattr(self, "_handle", None):
            _destroy(self._handle)


def exception(error: Error) -> Optional[EnhanceError]:
    """The exception for an error of the library; None where there is none."""
    if error.code == 0:
        return None
    text = error.message.decode()
    return BY_NUMBER.get(error.code, EnhanceError)(
        text, error.parameter.decode() or None, error.limit.decode() or None
    )


def check(function: Callable[..., int], *arguments: Any) -> Error:
    """Calls a function of the library that takes an error last, and raises what it answers."""
    error = Error()
    if function(*arguments, ctypes.byref(error)) != 0:
        raise exception(error)  # type: ignore[misc]
    return error


def watched(
    run: "Callable[[ctypes.Array[Any] | Any], Error]", progress: Optional[Progress], cancellation: Optional[Cancellation]
) -> Error:
    """Runs `run` with what watches and stops its call of the library.

    The library asks about twenty times a second whether to go on. In the main thread Python uses that to handle
    signals: Ctrl-C stops the call. What a signal handler or `progress` raises is raised here once the call is over.
    """
    previous = _replaceable_handler()
    if progress is None and previous is None:
        return run(None if cancellation is None else ctypes.byref(Call(cancellation._handle)))
    raised: List[BaseException] = []

    def go_on(_context: Any, done: float) -> int:
        try:
            if progress is not None and progress(done) is False:
                return 1
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)
        return 1 if raised else 0

    def on_interrupt(number: int, frame: Any) -> None:
        try:
            previous(number, frame)  # type: ignore[misc]
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)

    call = Call(cancellation._handle if cancellation else None, PROGRESS(go_on))
    if previous is not None:
        signal.signal(signal.SIGINT, on_interrupt)
    try:
        answer = run(ctypes.byref(call))
    except EnhanceError:
        if not raised:
            raise
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
    if raised:
        raise raised[0]
    return answer


def _replaceable_handler() -> Any:
    """What handles Ctrl-C now, where this thread may change it and it is a function of Python's."""
    if threading.current_thread() is not threading.main_thread():
        return None
    handler = signal.getsignal(signal.SIGINT)
    return handler if callable(handler) else None
