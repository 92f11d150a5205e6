"""Files: the tool's bytes, results, errors."""

import pickle

import pytest

import image_enhance
from conftest import ROOT, SAMPLES


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("levels", [(3, 3), (5, 0)])
def test_bytes_are_the_tools(path, levels, by_tool):
    denoise, sharpen = levels
    result = image_enhance.enhance(path.read_bytes(), denoise, sharpen)
    assert result.bytes == by_tool(path, "--denoise", denoise, "--sharpen", sharpen)
    assert not result.is_original and result.error is None
    assert image_enhance.enhance(path, denoise, sharpen, threads=2).bytes == result.bytes


def test_a_result_says_what_it_is(small, tmp_path):
    result = image_enhance.enhance(small)
    header = image_enhance.inspect(result.bytes)
    assert (result.format, result.width, result.height) == ("jpeg", header.width, header.height)
    assert (header.format, header.color_model, header.frame_count) == ("jpeg", "gray", 1)
    assert result.noise >= 0 and result.filter_seconds > 0
    assert bytes(result) == result.bytes and str(len(result.bytes)) in repr(result)
    path = tmp_path / "better.jpg"
    path.write_bytes(b"old")
    result.save(path)
    assert path.read_bytes() == result.bytes and [entry.name for entry in tmp_path.iterdir()] == ["better.jpg"]
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, lambda data: memoryview(bytearray(data))])
def test_bytes_come_in_any_buffer(kind, small):
    assert image_enhance.enhance(kind(small)).bytes == image_enhance.enhance(small).bytes


def test_both_levels_0_give_the_file_back(small):
    result = image_enhance.enhance(small, 0, 0)
    assert result.is_original and result.bytes == small and result.noise is None


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff" + bytes(100)])
def test_damaged_files_are_errors_or_come_back(data):
    with pytest.raises(image_enhance.MalformedImage) as caught:
        image_enhance.enhance(data)
    assert caught.value.code == "malformedImage" and str(caught.value)
    result = image_enhance.enhance(data, ignore_error=True)
    assert result.is_original and result.bytes == data and result.width is None
    assert isinstance(result.error, image_enhance.MalformedImage)


def test_limits_are_errors(small):
    with pytest.raises(image_enhance.LimitExceeded) as caught:
        image_enhance.enhance(small, max_pixels=10)
    assert caught.value.limit == "pixels"
    with pytest.raises(image_enhance.LimitExceeded) as caught:
        image_enhance.enhance(bytes(33 << 20))
    assert caught.value.limit == "inputBytes"
    with pytest.raises(image_enhance.LimitExceeded) as caught:
        image_enhance.enhance(small, timeout=1e-6)
    assert caught.value.limit == "deadline"


@pytest.mark.parametrize(
    "options",
    [{"denoise": 6}, {"denoise": -1}, {"sharpen": "much"}, {"threads": 0}, {"noise_sigma": -1}, {"quality": "1\0"},
     {"method": "magic"}, {"timeout": float("nan")}],
)  # fmt: skip
def test_wrong_parameters_are_value_errors(options, small):
    with pytest.raises(ValueError) as caught:
        image_enhance.enhance(small, **options)
    assert isinstance(caught.value, image_enhance.InvalidParameter) and caught.value.parameter


def test_wrong_arguments_are_errors(small, tmp_path):
    with pytest.raises(TypeError):
        image_enhance.enhance(small, colour="red")
    for source in (None, 5, 1.5, object()):
        with pytest.raises(image_enhance.InvalidParameter):
            image_enhance.enhance(source)
    with pytest.raises(FileNotFoundError):
        image_enhance.enhance(tmp_path / "nowhere.jpg")
    with pytest.raises(image_enhance.InvalidParameter):
        image_enhance.enhance(small, out=bytearray(5))


def test_errors_can_be_pickled():
    error = image_enhance.LimitExceeded("too large", limit="side")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == "too large" and again.limit == "side"


def test_noise_of_a_file(jpeg):
    profile = image_enhance.measure_noise(jpeg)
    assert 0 < profile.deviation < 50 and 0 < profile.confidence <= 1 and "deviation" in repr(profile)
    assert image_enhance.enhance(jpeg).noise == profile.deviation
    with pytest.raises(TypeError):
        pickle.dumps(profile)


def test_the_version_is_the_engines():
    text = (ROOT / "Sources/ImageEnhance/EngineVersion.swift").read_text()
    assert f'"{image_enhance.__version__}"' in text
