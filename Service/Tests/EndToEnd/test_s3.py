"""The same requests with objects in an S3 store."""

import json
import random
import signal
import threading
import time

import pytest
import requests
from qcloud_cos import CosConfig, CosS3Client

from harness.origin import Origin
from harness.pictures import JPEG, PNG, enhanced
from harness.s3 import S3, S3Server
from harness.server import BUCKET, HOST, OTHER, OWNER, rules
from test_coscmd import coscmd_of
from test_detect_url import fetch
from test_errors import refused
from test_python_sdk import at
from test_multipart import begin, complete, listed, md5, send

ENHANCE = "ci-process=AIEnhanceImage"
LIGHT = f"{ENHANCE}&denoise=1&sharpen=1"


@pytest.fixture(scope="module")
def s3():
    s3 = S3()
    yield s3
    s3.stop()


@pytest.fixture(scope="module")
def server(s3, tmp_path_factory):
    server = S3Server(tmp_path_factory.mktemp("s3"), s3, "--host-suffix", "localhost", "--workers", 2)
    yield server
    assert server.stop() == 0 and "Fatal error" not in server.log
    assert "store-secret" not in server.log


@pytest.fixture
def client(server):
    return CosS3Client(CosConfig(
        Region="ap-guangzhou", SecretId=OWNER.id, SecretKey=OWNER.secret, Scheme="http", IP="127.0.0.1",
        Port=server.port), retry=3)


def test_an_object_comes_back_with_its_headers(server):
    kept = [("Content-Type", "image/x"), ("Cache-Control", "max-age=60"), ("x-cos-meta-a", "1")]
    put = server.put("/a/b%20c+%E5%9B%BE", b"0123456789", kept)
    assert put.status == 200 and put["ETag"] == f'"{md5(b"0123456789").hex()}"'
    for method in ("GET", "HEAD"):
        answer = server.request(method, "/a/b%20c+%E5%9B%BE")
        assert answer.status == 200 and answer["Content-Length"] == "10" and answer["ETag"] == put["ETag"]
        assert answer["x-cos-hash-crc64ecma"] == put["x-cos-hash-crc64ecma"]
        for name, value in kept:
            assert answer[name] == value
    assert server.stored("a/b c+图") == b"0123456789"
    part = server.get("/a/b%20c+%E5%9B%BE", headers=[("Range", "bytes=2-4")])
    assert part.status == 206 and part.body == b"234"
    assert server.get("/a/b%20c+%E5%9B%BE", headers=[("If-None-Match", put["ETag"])]).status == 304
    assert server.request("DELETE", "/a/b%20c+%E5%9B%BE").status == 204
    assert refused(server.get("/a/b%20c+%E5%9B%BE"), 404, "NoSuchKey")
    assert server.request("DELETE", "/a/b%20c+%E5%9B%BE").status == 204
    assert refused(server.get("/k", host="nobody-1.cos.x.myqcloud.com"), 404, "NoSuchBucket")


def test_an_object_put_there_by_others_is_served_and_enhanced(server):
    server.store("others.jpg", JPEG)
    answer = server.get(f"/others.jpg?{LIGHT}")
    assert answer.body == enhanced(JPEG, 1, 1) and answer["ETag"].endswith('-e"')
    assert server.get(f"/others.jpg?{LIGHT}", headers=[("If-None-Match", answer["ETag"])]).status == 304
    large = random.Random(1).randbytes(5_000_000)
    server.store("large", large)
    assert server.get("/large").body == large
    assert server.get("/large", headers=[("Range", "bytes=4000000-")]).body == large[4_000_000:]


def test_processing_on_upload_and_of_what_is_stored(server):
    operations = rules(("/out/a.jpg", LIGHT), ("b.jpg", f"{ENHANCE}&denoise=2"), info=1)
    answer = server.put("/in/a.jpg", JPEG, [("Pic-Operations", operations)])
    assert answer.status == 200 and answer.xml.findtext("OriginalInfo/ImageInfo/Format") == "JPEG"
    assert server.stored("in/a.jpg") == JPEG and server.stored("out/a.jpg") == enhanced(JPEG, 1, 1)
    assert server.stored("in/b.jpg") == enhanced(JPEG, 2, 3)
    answer = server.post("/in/a.jpg?image_process", rules(("/c.jpg", LIGHT), bucket=OTHER))
    assert answer.status == 200 and server.stored("c.jpg", OTHER) == enhanced(JPEG, 1, 1)
    answer = server.put("/in/broken.jpg", JPEG[:5000], [("Pic-Operations", rules(("x.jpg", LIGHT)))])
    assert refused(answer, 400, "InvalidImageFormat")
    assert server.stored("in/broken.jpg") is None and not server.temporary_files()
    answer = server.put("/in/a.jpg", PNG, [("x-cos-forbid-overwrite", "true")])
    assert refused(answer, 409, "FileAlreadyExists") and server.stored("in/a.jpg") == JPEG


def test_uploads_in_parts(server, s3):
    key = "parts/a.png"
    upload = begin(server, key, [("Content-Type", "image/png"), ("x-cos-meta-a", "1")])
    half = len(PNG) // 2
    send(server, key, upload, 1, b"replaced")
    tags = [(n, send(server, key, upload, n, piece)["ETag"]) for n, piece in [(2, PNG[half:]), (1, PNG[:half])]]
    listing = server.get(f"/{key}?uploadId={upload}").xml
    assert [p.findtext("PartNumber") for p in listing.findall("Part")] == ["1", "2"]
    assert [u.findtext("UploadId") for u in server.get("/?uploads&prefix=parts").xml.findall("Upload")] == [upload]
    answer = complete(server, key, upload, listed(*sorted(tags)), [("Pic-Operations", rules(("b.png", LIGHT)))])
    assert answer.status == 200, answer
    head = server.request("HEAD", f"/{key}")
    assert head["ETag"].endswith('-2"') and head["x-cos-meta-a"] == "1"
    assert server.stored(key) == PNG and server.stored("parts/b.png") == enhanced(PNG, 1, 1)
    assert refused(complete(server, key, upload, listed(*tags)), 404, "NoSuchUpload")
    upload = begin(server, key)
    send(server, key, upload, 1, b"x")
    assert server.request("DELETE", f"/{key}?uploadId={upload}").status == 204
    assert refused(send(server, key, upload, 1, b"x"), 404, "NoSuchUpload")
    assert not [name for name in s3.keys() if name.startswith(".enhance")], "nothing is left"
    assert refused(server.get("/.enhance/uploads/x/upload"), 400, "InvalidObjectName")


def test_the_python_sdk_upload_file_with_20_mb_and_a_presigned_link(server, client, tmp_path):
    data = random.Random(20).randbytes(20 << 20)
    (tmp_path / "large").write_bytes(data)
    client.upload_file(Bucket=BUCKET, Key="sdk/large", LocalFilePath=str(tmp_path / "large"), EnableMD5=True)
    client.download_file(Bucket=BUCKET, Key="sdk/large", DestFilePath=str(tmp_path / "back"), EnableCRC=True)
    assert (tmp_path / "back").read_bytes() == data
    client.put_object(Bucket=BUCKET, Key="sdk/a.jpg", Body=JPEG)
    links = CosS3Client(CosConfig(Region="ap-guangzhou", SecretId=OWNER.id, SecretKey=OWNER.secret, Scheme="http"))
    link = links.get_presigned_url(
        Bucket=BUCKET, Key="sdk/a.jpg", Method="GET", Expired=60,
        Params={"ci-process": "AIEnhanceImage", "denoise": "1", "sharpen": "1"})
    assert requests.get(at(server, link), headers={"Host": HOST}, timeout=30).content == enhanced(JPEG, 1, 1)


def test_coscmd_uploads_and_downloads(server, tmp_path):
    coscmd = coscmd_of(server, tmp_path)
    large = random.Random(21).randbytes(25 << 20)
    for name, data in [("a.jpg", JPEG), ("large", large)]:
        (tmp_path / name).write_bytes(data)
        coscmd("upload", name, f"coscmd/{name}")
        coscmd("download", f"coscmd/{name}", f"{name}-back")
        assert (tmp_path / f"{name}-back").read_bytes() == server.stored(f"coscmd/{name}") == data
    coscmd("upload", "-H", json.dumps({"Pic-Operations": rules(("/coscmd/b.jpg", LIGHT))}), "a.jpg", "coscmd/c.jpg")
    assert server.stored("coscmd/b.jpg") == enhanced(JPEG, 1, 1)
    coscmd("delete", "-f", "coscmd/a.jpg")
    assert server.stored("coscmd/a.jpg") is None


def test_detect_url_from_an_allowed_origin(s3, tmp_path):
    origin = Origin({"/a.jpg": JPEG})
    server = S3Server(
        tmp_path, s3, "--detect-url", "on", "--detect-url-networks", "127.0.0.1", "--detect-url-ports", origin.port)
    assert fetch(server, origin.url("/a.jpg")).body == enhanced(JPEG, 1, 1)
    server.stop()
    origin.close()


def test_a_store_that_is_away_is_503_and_comes_back(tmp_path):
    s3 = S3()
    server = S3Server(tmp_path, s3)
    server.store("a.jpg", JPEG)
    assert server.get(f"/a.jpg?{LIGHT}").status == 200
    s3.stop()
    answer = server.get("/a.jpg")
    assert refused(answer, 503, "SlowDown") and answer["Retry-After"]
    assert server.put("/b", b"x").status == 503 and not server.temporary_files()
    s3.start()
    server.store("a.jpg", JPEG)
    assert server.get(f"/a.jpg?{LIGHT}").body == enhanced(JPEG, 1, 1)
    server.stop()
    s3.stop()


def test_two_servers_on_one_store_one_of_them_killed(s3, tmp_path):
    """Clients see what SDKs repeat, and nothing that was answered 200 is lost or half."""
    servers = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        servers.append(S3Server(tmp_path / name, s3, "--anonymous", "all", "--queue", 64))
    stored, failures, stop = {}, [], time.monotonic() + 6

    def work(number):
        index = 0
        while time.monotonic() < stop:
            key = f"two/{number}-{index}.jpg"
            index += 1
            for attempt in range(4):
                try:
                    answer = servers[(number + attempt) % 2].put(
                        f"/{key}", JPEG, [("Pic-Operations", rules((f"/out/{key}", LIGHT)))], key=None, timeout=20)
                except (OSError, AssertionError):
                    continue
                if answer is None or answer.status >= 500:
                    continue
                if answer.status != 200:
                    failures.append(answer)
                stored[key] = answer.status
                break
            else:
                failures.append(key)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    servers[0].stop(signal.SIGKILL)
    for thread in threads:
        thread.join()
    assert not failures and len(stored) > 4
    expected = enhanced(JPEG, 1, 1)
    for key in stored:
        assert servers[1].get(f"/{key}", key=None).body == JPEG
        assert servers[1].get(f"/out/{key}", key=None).body == expected
    servers[1].stop()
