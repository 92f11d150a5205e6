"""What can go wrong. Every error of the engine is an `EnhanceError`."""

from __future__ import annotations

# Imported by those who check types alone: a third of the time that importing this package took.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Type


class EnhanceError(Exception):
    """Why a picture was not enhanced.

    Attributes:
        code: one of invalidParameter, malformedImage, unsupportedImage, limitExceeded, cancelled.
        parameter: the name of the parameter or argument, with invalidParameter.
        limit: the name of the limit, with limitExceeded.
    """

    code = "malformedImage"

    def __init__(self, message: str, parameter: Optional[str] = None, limit: Optional[str] = None):
        super().__init__(message)
        self.parameter = parameter
        self.limit = limit

    def __reduce__(self):
        return type(self), (str(self), self.parameter, self.limit)


class InvalidParameter(EnhanceError, ValueError):
    """A parameter or an argument is outside its range: the caller's fault."""

    code = "invalidParameter"


class MalformedImage(EnhanceError):
    """The bytes are no JPEG, PNG or WebP image, or a damaged one."""

    code = "malformedImage"


class UnsupportedImage(EnhanceError):
    """A valid image of a kind that is not supported: animation, 12-bit JPEG."""

    code = "unsupportedImage"


class LimitExceeded(EnhanceError):
    """The image is larger than a limit, or took longer than `timeout`."""

    code = "limitExceeded"


class Cancelled(EnhanceError):
    """A `Cancellation`, or a progress function, asked to stop."""

    code = "cancelled"


# By the codes of image_enhance.h.
BY_NUMBER: "dict[int, Type[EnhanceError]]" = {
    1: InvalidParameter,
    2: MalformedImage,
    3: UnsupportedImage,
    4: LimitExceeded,
    5: Cancelled,
}
