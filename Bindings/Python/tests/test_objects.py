"""Objects: local files, memory, and S3 as a server answers it."""

import os
import signal
import subprocess
import time

import pytest

import image_enhance
from conftest import ROOT
from image_enhance import _files
from image_enhance.objects import COLUMNS, process

SOURCE = str(ROOT / "testdata/jpeg/gray.jpg")


def test_local_files(tmp_path, small):
    target = tmp_path / "new" / "better.jpg"
    row = process(SOURCE, str(target), denoise=4)
    expected = image_enhance.enhance(small, 4)
    assert list(row) == list(COLUMNS)
    assert target.read_bytes() == expected.bytes
    assert row["error"] is None and row["error_code"] is None and row["seconds"] > 0
    assert (row["bytes_in"], row["bytes_out"]) == (len(small), len(expected.bytes))
    assert (row["width"], row["height"], row["format"]) == (expected.width, expected.height, "jpeg")
    assert (row["denoise"], row["sharpen"], row["noise"]) == (4, 3, expected.noise)
    assert process(f"file://{SOURCE}", f"file://{target}")["error"] is None
    assert os.listdir(target.parent) == ["better.jpg"]
    # As any new file of this process.
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_failed_picture_is_a_row(tmp_path):
    broken, target = tmp_path / "broken.jpg", tmp_path / "better.jpg"
    broken.write_bytes(b"\xff\xd8\xff broken")
    target.write_bytes(b"as it was")
    row = process(str(broken), str(target))
    assert row["error_code"] == "malformedImage" and row["error"] and row["bytes_out"] is None
    assert process(str(tmp_path / "nowhere.jpg"), str(target))["error_code"] == "io"
    assert process("nosuch://a/b.jpg", str(target))["error_code"] == "io"
    assert target.read_bytes() == b"as it was"
    folder = tmp_path / "folder"
    folder.mkdir()
    assert process(SOURCE, str(folder))["error_code"] == "io"
    assert sorted(os.listdir(tmp_path)) == ["better.jpg", "broken.jpg", "folder"]
    row = process(str(broken), str(target), ignore_error=True)
    assert row["is_original"] and row["error_code"] == "malformedImage"
    assert target.read_bytes() == broken.read_bytes()


def test_a_wrong_parameter_ends_the_job(tmp_path):
    with pytest.raises(image_enhance.InvalidParameter):
        process(SOURCE, str(tmp_path / "better.jpg"), denoise=6)


def test_both_ways_to_write_are_whole(tmp_path, monkeypatch):
    path = tmp_path / "a"
    for data, write in ((b"first", _files._link_nameless), (b"second", _files._write_named)):
        temporary = write(str(path), data)
        name = os.path.basename(temporary)
        assert os.listdir(tmp_path) == [name] and name.startswith(".a.")
        assert open(temporary, "rb").read() == data
        os.unlink(temporary)
    # A file system without files that have no name.
    monkeypatch.setattr(_files, "_link_nameless", _raise)
    _files.write_atomically(str(path), b"third")
    assert path.read_bytes() == b"third" and os.listdir(tmp_path) == ["a"]


def _raise(*_):
    raise OSError


def test_memory(small):
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    system.pipe_file("/in.jpg", small)
    assert process("memory://in.jpg", "memory://out.jpg")["error"] is None
    assert system.cat_file("/out.jpg") == image_enhance.enhance(small).bytes


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The options of a real S3 server on this machine, with a bucket `pictures`."""
    python = os.environ.get("IMAGE_ENHANCE_MOTO_PYTHON")
    if not python:
        pytest.skip("IMAGE_ENHANCE_MOTO_PYTHON names no Python with moto: tests/run makes one")
    fsspec = pytest.importorskip("fsspec")
    pytest.importorskip("s3fs")
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        options = {"key": "test", "secret": "test", "endpoint_url": f"http://127.0.0.1:{port}"}
        fsspec.filesystem("s3", **options).mkdir("pictures")
        yield options
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def test_s3(s3, small):
    import fsspec

    system = fsspec.filesystem("s3", **s3)
    system.pipe_file("pictures/in.jpg", small)
    row = process("s3://pictures/in.jpg", "s3://pictures/better/out.jpg", **s3)
    assert row["error"] is None
    assert system.cat_file("pictures/better/out.jpg") == image_enhance.enhance(small).bytes
    assert process("s3://pictures/none.jpg", "s3://pictures/x.jpg", **s3)["error_code"] == "io"
    assert process("s3://nobucket/in.jpg", "s3://pictures/x.jpg", **s3)["error_code"] == "io"
    system.invalidate_cache()
    assert not system.exists("pictures/x.jpg")
