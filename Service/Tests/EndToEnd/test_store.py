"""The folder behind the server: photographs, links, and a server that is killed."""

import os
import random
import signal
import threading
import time

import pytest

from harness.pictures import JPEG, PNG, enhanced
from harness.server import BUCKET, OTHER, rules

LIGHT = "ci-process=AIEnhanceImage&denoise=1&sharpen=1"


def test_an_existing_folder_is_a_bucket_and_reading_leaves_it_as_it_was(start):
    server = start("--anonymous", "read")
    server.store("2026/a.jpg", JPEG)
    before = sorted(path for path in server.data.rglob("*"))
    answer = server.get("/2026/a.jpg", key=None)
    assert answer.body == JPEG and answer["Content-Type"] == "image/jpeg" and "-" in answer["ETag"]
    assert server.get(f"/2026/a.jpg?{LIGHT}", key=None).body == enhanced(JPEG, 1, 1)
    assert sorted(path for path in server.data.rglob("*")) == before


def test_a_file_changed_by_hand_is_served_anew(start):
    server = start()
    server.put("/a.jpg", JPEG, [("x-cos-meta-a", "1")])
    target = f"/a.jpg?{LIGHT}"
    old = server.get(target)
    server.store("a.jpg", PNG)
    assert server.get("/a.jpg").body == PNG and server.get("/a.jpg")["x-cos-meta-a"] is None
    new = server.get(target, headers=[("If-None-Match", old["ETag"])])
    assert new.status == 200 and new.body == enhanced(PNG, 1, 1)


def test_no_link_is_followed_and_no_key_escapes(start, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    server = start("--anonymous", "all")
    bucket = server.data / BUCKET
    (bucket / "file").symlink_to(secret)
    (bucket / "folder").symlink_to(tmp_path)
    (server.data / "linked-1").symlink_to(tmp_path)
    for target in [
        "/file", "/folder/secret", "/../secret", "/..%2F..%2F..%2Fsecret", "/%2e%2e/%2e%2e/secret", "//secret",
        "/folder/../../secret", f"/..%2f{OTHER}%2fx", "/.enhance/tmp/x", "/..%5c..%5csecret", "/%00secret",
    ]:
        answer = server.get(target, key=None)
        assert answer.status in (400, 404) and b"secret" != answer.body, target
        assert server.put(target, b"x", key=None).status in (400, 409), target
        assert server.request("DELETE", target, key=None).status in (204, 400), target
    assert server.get("/secret", key=None, host="linked-1.cos.x.myqcloud.com").status == 404
    assert secret.read_bytes() == b"secret" and (bucket / "file").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_a_bucket_holds_nobody_up(start):
    server = start("--anonymous", "all")
    os.mkfifo(server.data / BUCKET / "pipe")
    assert server.get("/pipe", key=None).status == 404


def test_kill_9_at_random_moments_loses_nothing(start):
    """Clients put originals with results while the server is killed; whatever was answered 200 must be there, whole."""
    server = start("--anonymous", "all")
    generator = random.Random(13)
    acknowledged = {}

    def client(name):
        for number in range(1000):
            data = JPEG if number % 2 else PNG
            try:
                answer = server.put(
                    f"/kill/{name}", data, [("Pic-Operations", rules((f"/kill/out/{name}", LIGHT))),
                                            ("x-cos-meta-number", str(number))], key=None)
            except (OSError, AssertionError):
                return
            if answer is None:
                return
            if answer.status == 200:
                acknowledged[name] = number

    for _ in range(6):
        acknowledged.clear()
        threads = [threading.Thread(target=client, args=(name,)) for name in ("a", "b", "c")]
        for thread in threads:
            thread.start()
        time.sleep(generator.uniform(0.1, 1.2))
        server.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
        server.start()
        assert not server.temporary_files()
        for name in ("a", "b", "c"):
            answer = server.get(f"/kill/{name}", key=None)
            if answer.status == 404:
                assert name not in acknowledged
                continue
            number = int(answer["x-cos-meta-number"])
            assert number >= acknowledged.get(name, 0)
            original, result = (JPEG, enhanced(JPEG, 1, 1)) if number % 2 else (PNG, enhanced(PNG, 1, 1))
            assert answer.body == original
            assert server.stored(f"kill/out/{name}") == result, "original and result are stored together"


def test_a_full_disk_stores_nothing_and_is_survived(start):
    import resource
    server = start(
        "--anonymous", "all", restore_signals=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)))
    assert server.put("/small", bytes(1000), key=None).status == 200
    answer = server.put("/large", bytes(1_000_000), key=None)
    assert answer is None or (answer.status, answer.code) == (500, "InternalError")
    assert server.stored("large") is None and not server.temporary_files()
    assert server.put("/small2", bytes(1000), key=None).status == 200


def test_objects_survive_a_restart(start):
    server = start()
    server.put("/keep/a", b"hello", [("Content-Type", "text/x"), ("x-cos-meta-a", "1")])
    before = server.get("/keep/a")
    server.restart()
    after = server.get("/keep/a")
    for name in ("ETag", "Content-Type", "x-cos-meta-a", "Last-Modified", "x-cos-hash-crc64ecma"):
        assert after[name] == before[name]
