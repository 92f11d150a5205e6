"""Arrays: every view gives what a plain copy of it gives."""

import pytest

import image_enhance
from conftest import noisy

numpy = pytest.importorskip("numpy")

SHAPES = [(45, 67), (45, 67, 1), (45, 67, 2), (45, 67, 3), (45, 67, 4), (1, 1), (1, 1, 3), (3, 200, 3), (300, 2)]


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_shape_and_dtype_stay(shape, dtype):
    array = noisy(shape, dtype)
    before = array.copy()
    result = image_enhance.enhance(array)
    assert result.shape == shape and result.dtype == array.dtype and type(result) is numpy.ndarray
    assert (array == before).all()
    if min(shape[:2]) > 20:
        assert (result != array).any()
    if len(shape) == 3 and shape[2] in (2, 4):
        assert (result[..., -1] == array[..., -1]).all()


VIEWS = {
    "crop": lambda a: a[5:40, 7:60],
    "every second": lambda a: a[::2, ::2],
    "upside down": lambda a: a[::-1],
    "mirrored": lambda a: a[:, ::-1],
    "turned": lambda a: a.transpose(1, 0, 2),
    "other channels": lambda a: a[..., ::-1],
    "three of four": lambda a: numpy.dstack([a, a])[..., 1:4],
    "Fortran": numpy.asfortranarray,
    "read-only": lambda a: numpy.frombuffer(a.tobytes(), a.dtype).reshape(a.shape),
    "repeated": lambda a: numpy.broadcast_to(a[:1], a.shape),
    "one channel": lambda a: a[..., 1],
    "odd address": lambda a: _at_odd_address(a),
}


def _at_odd_address(array):
    memory = numpy.empty(array.nbytes + 1, "uint8")
    view = memory[1:].view(array.dtype).reshape(array.shape)
    view[...] = array
    return view


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("name", VIEWS)
def test_views_give_what_copies_give(name, dtype):
    view = VIEWS[name](noisy((45, 67, 3), dtype))
    expected = image_enhance.enhance(view.copy(order="C"))
    assert (image_enhance.enhance(view) == expected).all()
    if view.flags.writeable:
        out = VIEWS[name](numpy.zeros((45, 67, 3), dtype))
        assert image_enhance.enhance(view, out=out) is out and (out == expected).all()
        assert image_enhance.enhance(view, out=view) is view and (view == expected).all()


def test_channels_first_and_bgr():
    array = noisy((45, 67, 3))
    expected = image_enhance.enhance(array)
    planar = array.transpose(2, 0, 1)
    for source in (planar, planar.copy()):
        assert (image_enhance.enhance(source, channel_axis=0) == expected.transpose(2, 0, 1)).all()
    turned = array[..., ::-1]
    for source in (turned, turned.copy()):
        assert (image_enhance.enhance(source, channels="bgr") == expected[..., ::-1]).all()


@pytest.mark.parametrize(
    "array",
    [
        numpy.zeros((0, 5), "uint8"), numpy.zeros((5, 0, 3), "uint8"), numpy.zeros((5, 5, 0), "uint8"),
        numpy.zeros((5, 5, 5), "uint8"), numpy.zeros(5, "uint8"), numpy.zeros((), "uint8"),
        numpy.zeros((2, 5, 5, 3), "uint8"), numpy.zeros((5, 5), "float32"), numpy.zeros((5, 5), "int16"),
        numpy.zeros((5, 5), "uint32"), numpy.zeros((5, 5), bool), numpy.zeros((5, 5), ">u2"),
        numpy.zeros((5, 5), object), numpy.broadcast_to(numpy.uint8(5), (1 << 30, 1 << 31)),
    ],
    ids=lambda array: f"{array.shape} {array.dtype}",
)  # fmt: skip
def test_what_is_no_picture_is_refused(array):
    with pytest.raises((image_enhance.InvalidParameter, image_enhance.LimitExceeded)) as caught:
        image_enhance.enhance(array, out=array)
    assert "accepted" in str(caught.value) or "limit" in str(caught.value)


def test_outputs_that_do_not_fit_are_refused():
    array = noisy((20, 30, 3))
    frozen = array.copy()
    frozen.flags.writeable = False
    for out in (numpy.zeros((20, 30), "uint8"), numpy.zeros((20, 30, 3), "uint16"), frozen, "text", bytearray(1800)):
        with pytest.raises(image_enhance.InvalidParameter) as caught:
            image_enhance.enhance(array, out=out)
        assert caught.value.parameter == "out"
    for options in ({"channels": "hsv"}, {"channel_axis": 3}, {"channel_axis": -4}):
        with pytest.raises(image_enhance.InvalidParameter):
            image_enhance.enhance(array, **options)


def test_a_profile_serves_other_frames():
    first, second = noisy((120, 160, 3), seed=1), noisy((120, 160, 3), seed=2)
    profile = image_enhance.measure_noise(first)
    assert (image_enhance.enhance(first, noise=profile) == image_enhance.enhance(first)).all()
    assert image_enhance.enhance(second, noise=profile).shape == second.shape
    with pytest.raises(image_enhance.InvalidParameter):
        image_enhance.enhance(first[..., 0], noise=profile)


def test_noise_is_removed_and_the_edge_stays():
    array = noisy((200, 300))
    result = image_enhance.enhance(array, 3, 0).astype(float)
    flat = (slice(10, 90), slice(10, 40))
    assert result[flat].std(axis=0).mean() < 0.4 * array[flat].std(axis=0).mean()
    assert result[110:130].mean() - result[70:90].mean() > 35


def test_pixels_are_those_of_the_file():
    image = pytest.importorskip("PIL.Image")
    import io

    array = noisy((90, 120, 3))
    file = io.BytesIO()
    image.fromarray(array).save(file, "png")
    result = image_enhance.enhance(file.getvalue())
    assert (numpy.asarray(image.open(io.BytesIO(result.bytes))) == image_enhance.enhance(array)).all()
