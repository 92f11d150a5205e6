"""--cache: results are made once, and are never wrong."""

import shutil
import signal

import pytest

from harness.pictures import JPEG, PNG, WEBP, enhanced
from test_errors import refused

ENHANCE = "ci-process=AIEnhanceImage"
LIGHT = f"{ENHANCE}&denoise=1&sharpen=1"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    return folder


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def images(server):
    return server.metric("enhance_images_total")


def test_a_result_is_made_once_and_survives_a_restart(start, folder):
    server = start("--cache", folder)
    for name, data in [("a.jpg", JPEG), ("a.png", PNG), ("a.webp", WEBP)]:
        server.put(f"/{name}", data, [("Cache-Control", "max-age=9")])
        first = server.get(f"/{name}?{LIGHT}")
        again = server.get(f"/{name}?{LIGHT}")
        assert first.body == again.body == enhanced(data, 1, 1)
        for header in ("ETag", "Content-Type", "Content-Length", "Last-Modified", "Cache-Control"):
            assert first[header] == again[header]
    assert images(server) == 3 and server.metric("enhance_cache_hits_total") == 3
    assert server.metric("enhance_cache_bytes") == sum(path.stat().st_size for path in files(folder))
    server.restart(signal.SIGKILL)
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1) and images(server) == 0


def test_other_levels_another_object_and_a_new_version_are_other_results(start, folder):
    server = start("--cache", folder)
    server.put("/a.jpg", JPEG)
    server.put("/b.jpg", JPEG)
    assert server.get(f"/a.jpg?{LIGHT}").status == 200
    assert server.get(f"/a.jpg?{ENHANCE}&denoise=1&sharpen=2").body == enhanced(JPEG, 1, 2)
    server.put("/a.jpg", PNG)
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(PNG, 1, 1)
    server.put("/a.jpg", JPEG)
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)


@pytest.mark.parametrize("damage", [
    lambda data: data[:-1], lambda data: data[:100], lambda data: b"", lambda data: data + b"x",
    lambda data: data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:],
    lambda data: bytes(len(data)),
])
def test_damaged_entries_are_found_and_made_anew(start, folder, damage):
    server = start("--cache", folder)
    server.put("/a.jpg", JPEG)
    server.get(f"/a.jpg?{LIGHT}")
    for path in files(folder):
        path.write_bytes(damage(path.read_bytes()))
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)
    assert images(server) == 2
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)
    assert images(server) == 2


def test_least_recently_used_goes_first(start, folder):
    size = len(enhanced(JPEG, 1, 1))
    server = start("--cache", folder, "--cache-bytes", 3 * size + 1000)
    for name in "abc":
        server.put(f"/{name}", JPEG)
        server.get(f"/{name}?{LIGHT}")
    server.get(f"/a?{LIGHT}")
    server.put("/d", JPEG)
    server.get(f"/d?{LIGHT}")
    before = images(server)
    server.get(f"/a?{LIGHT}")
    assert images(server) == before, "it was used last"
    server.get(f"/b?{LIGHT}")
    assert images(server) == before + 1
    assert sum(path.stat().st_size for path in files(folder)) <= 3 * size + 1000


def test_errors_originals_and_conditions_are_not_kept(start, folder):
    server = start("--cache", folder)
    server.put("/broken", b"no image")
    assert refused(server.get(f"/broken?{ENHANCE}"), 400, "InvalidImageFormat")
    assert server.get(f"/broken?{ENHANCE}&ignore-error=1").body == b"no image"
    server.put("/a.jpg", JPEG)
    assert server.get(f"/a.jpg?{ENHANCE}&denoise=0&sharpen=0").body == JPEG
    assert not files(folder)
    assert refused(server.get(f"/a.jpg?{LIGHT}", key=None), 403, "AccessDenied")


def test_a_kept_result_needs_no_place_and_its_permissions(start, folder):
    server = start("--cache", folder)
    server.put("/a.jpg", JPEG)
    etag = server.get(f"/a.jpg?{LIGHT}")["ETag"]
    assert server.get(f"/a.jpg?{LIGHT}", headers=[("If-None-Match", etag)]).status == 304
    assert server.get(f"/a.jpg?{LIGHT}", key=None).status == 403
    server.request("DELETE", "/a.jpg")
    assert server.get(f"/a.jpg?{LIGHT}").status == 404, "what is gone is gone"


def test_a_folder_that_goes_away_costs_no_answer(start, folder):
    server = start("--cache", folder)
    server.put("/a.jpg", JPEG)
    shutil.rmtree(folder)
    for _ in range(2):
        assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)
