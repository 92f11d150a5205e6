"""--origin: the files of a web server, to read and to enhance."""

import random

import pytest

from harness.origin import Origin, file, redirect, reply
from harness.pictures import JPEG, PNG, enhanced
from harness.server import BUCKET, OTHER_HOST, rules
from test_errors import refused

ENHANCE = "ci-process=AIEnhanceImage"
LIGHT = f"{ENHANCE}&denoise=1&sharpen=1"
LARGE = random.Random(1).randbytes(3_000_000)


@pytest.fixture(scope="module")
def origin():
    def changing(handler):
        handler.server.answers = getattr(handler.server, "answers", 0) + 1
        reply(handler, JPEG, ETag=f'"{handler.server.answers}"')

    origin = Origin({
        "/base/a.jpg": file(JPEG, Content_Type="image/x", Cache_Control="max-age=9"), "/base/large": file(LARGE),
        "/base/no-ranges": file(LARGE, ranges=False), "/base/b%20c%2B/%E5%9B%BE": file(PNG),
        "/base/dated.jpg": lambda h: reply(h, JPEG, Last_Modified="Sat, 28 Nov 2026 21:00:00 GMT"),
        "/base/unversioned": JPEG, "/base/weak": lambda h: reply(h, JPEG, ETag='W/"1"'),
        "/base/unmeasured": lambda h: reply(h, JPEG, ETag='"1"', Content_Length=None),
        "/base/moved": redirect("/base/a.jpg"), "/base/secret": lambda h: reply(h, b"", 403),
        "/base/teapot": lambda h: reply(h, b"", 418), "/base/broken": lambda h: reply(h, b"", 500), "/base/changing": changing,
        "/a.jpg": file(PNG),
    })
    yield origin
    origin.close()


def options(origin):
    return ["--origin", origin.url("/base"), "--default-bucket", BUCKET, "--workers", 2, "--max-source-bytes", 1_000_000]


@pytest.fixture(scope="module")
def server(module_start, origin):
    server = module_start(*options(origin))
    # Its folder is not looked at.
    server.store("local.jpg", JPEG)
    return server


def test_a_file_is_an_object(server):
    for method in ("GET", "HEAD"):
        answer = server.request(method, "/a.jpg")
        assert answer.status == 200 and answer["Content-Length"] == str(len(JPEG)) and answer["ETag"]
        assert answer["Content-Type"] == "image/x" and answer["Cache-Control"] == "max-age=9"
        assert answer.body == (JPEG if method == "GET" else b"")
    assert server.get("/b%20c+/%E5%9B%BE").body == PNG, "its key is encoded as it must be"
    tag = server.get("/a.jpg")["ETag"]
    assert server.get("/a.jpg", headers=[("If-None-Match", tag)]).status == 304
    assert server.request("HEAD", "/").status == 200


@pytest.mark.parametrize("name", ["large", "no-ranges"])
def test_parts_of_it(server, name):
    assert server.get(f"/{name}").body == LARGE
    part = server.get(f"/{name}", headers=[("Range", "bytes=2000000-2000009")])
    assert part.status == 206 and part.body == LARGE[2_000_000:2_000_010]


def test_it_is_enhanced(server, origin):
    answer = server.get(f"/a.jpg?{LIGHT}")
    assert answer.status == 200 and answer.body == enhanced(JPEG, 1, 1) and answer["ETag"].endswith('-e"')
    count = len(origin.requests)
    assert server.get(f"/a.jpg?{LIGHT}", headers=[("If-None-Match", answer["ETag"])]).status == 304
    assert len(origin.requests) == count, "a 304 costs no bytes"
    dated = server.get(f"/dated.jpg?{LIGHT}")
    assert dated.body == enhanced(JPEG, 1, 1) and dated["ETag"] != answer["ETag"]
    assert server.get("/dated.jpg")["Last-Modified"] == "Sat, 28 Nov 2026 21:00:00 GMT"
    assert server.get(f"/weak?{LIGHT}").body == enhanced(JPEG, 1, 1)


def test_results_are_kept_by_its_tag(start, origin, tmp_path):
    (tmp_path / "cache").mkdir()
    server = start(*options(origin), "--cache", tmp_path / "cache")
    page = origin.pages["/base/a.jpg"]
    for _ in range(2):
        assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)
    assert server.metric("enhance_images_total") == 1
    origin.pages["/base/a.jpg"] = file(PNG)
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(PNG, 1, 1)
    origin.pages["/base/a.jpg"] = page


def test_nothing_is_written(server):
    for answer in [
        server.put("/a.jpg", PNG), server.request("DELETE", "/a.jpg"), server.post("/a.jpg?image_process", rules(("x", ENHANCE))),
        server.put("/a.jpg", PNG, [("Pic-Operations", rules(("x", LIGHT)))]),
    ]:
        assert refused(answer, 403, "AccessDenied")
    assert server.request("POST", "/a.jpg?uploads", body=b"").status == 405
    assert server.get("/a.jpg").body == JPEG and server.stored("a.jpg") is None


@pytest.mark.parametrize("target, status, code", [
    ("/nothing", 404, "NoSuchKey"), ("/moved", 404, "NoSuchKey"), ("/secret", 403, "AccessDenied"),
    ("/teapot", 403, "AccessDenied"), ("/local.jpg", 404, "NoSuchKey"), ("/broken", 503, "SlowDown"),
    ("/unversioned", 500, "InternalError"), ("/unmeasured", 500, "InternalError"),
    (f"/large?{ENHANCE}", 400, "ImageTooLarge"), (f"/changing?{LIGHT}", 503, "SlowDown"),
    ("/../a.jpg", 400, "InvalidObjectName"), ("/..%2Fa.jpg", 400, "InvalidObjectName"),
])
def test_what_is_no_file_or_not_whole(server, origin, target, status, code):
    origin.requests.clear()
    origin.heads.clear()
    answer = server.get(target)
    assert refused(answer, status, code) and origin.url("") not in answer.body.decode()
    if target != f"/changing?{LIGHT}":
        assert not origin.requests, "HEAD was enough to see it"
    assert set(origin.heads) <= {"/base" + target.split("?")[0]}, "nothing outside of its path, and no redirect, is followed"


def test_a_source_that_can_not_be_read_is_no_internal_error(server):
    assert refused(server.post("/changing?image_process", rules(("x", LIGHT))), 503, "SlowDown")


def test_only_its_bucket_and_with_permission(server):
    assert refused(server.get("/a.jpg", host=OTHER_HOST), 404, "NoSuchBucket")
    assert refused(server.get("/a.jpg", key=None), 403, "AccessDenied")


def test_nothing_of_the_client_goes_along(server, origin):
    origin.requests.clear()
    server.get("/a.jpg?token=x", headers=[("Cookie", "a=b"), ("Referer", "http://x/"), ("User-Agent", "client")])
    (path, headers), = origin.requests
    assert path == "/base/a.jpg" and set(headers) <= {"host", "accept-encoding", "user-agent", "connection"}


def test_an_origin_that_is_away_is_503_and_comes_back(start):
    origin = Origin({"/base/a.jpg": file(JPEG)})
    server = start(*options(origin))
    assert server.get("/a.jpg").body == JPEG
    origin.close()
    answer = server.get(f"/a.jpg?{LIGHT}")
    assert refused(answer, 503, "SlowDown") and answer["Retry-After"]
    again = Origin({"/base/a.jpg": file(JPEG)}, port=origin.port)
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)
    again.close()
