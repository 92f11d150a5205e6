"""Overload, liveness, metrics: one image at a time must neither fill the memory nor hold everybody up."""

import re
import threading
import time

import pytest

from harness import pictures
from harness.pictures import JPEG, enhanced
from harness.server import rules

ENHANCE = "ci-process=AIEnhanceImage"
SLOW = f"/slow.png?{ENHANCE}&denoise=5&sharpen=5"


def noise_png(width, height):
    """Takes the engine a while: noise, which compresses badly and is denoised at length."""
    import random
    import struct
    import zlib
    generator = random.Random(width)
    rows = b"".join(b"\0" + generator.randbytes(width * 3) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pictures._chunk(name, data)
        for name, data in [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")])


@pytest.fixture(scope="module")
def slow_png():
    """Long enough in work that a busy machine sees it there."""
    return noise_png(3000, 2000)


@pytest.fixture
def busy(start, slow_png):
    """A server of one worker and a queue of one."""
    server = start("--workers", 1, "--queue", 1, "--queue-timeout", 30, "--anonymous", "all")
    server.store("slow.png", slow_png)
    return server


def together(count, work):
    """Runs `work(index)` in as many threads at once; the results by index."""
    results = [None] * count

    def run(index):
        results[index] = work(index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.01)


def running(server, levels="denoise=5&sharpen=5"):
    """A client whose image is in work."""
    connection = server.connect()
    connection.send(server.head("GET", f"/slow.png?{ENHANCE}&{levels}"))
    wait_for(lambda: server.metric("enhance_images_running") >= 1)
    return connection


def test_one_more_than_workers_and_queue_is_503_slow_down(busy):
    answers = together(5, lambda index: busy.get(f"/slow.png?{ENHANCE}&denoise=4&sharpen={index}"))
    statuses = sorted(answer.status for answer in answers)
    assert statuses == [200, 200, 503, 503, 503]
    for answer in answers:
        if answer.status == 503:
            assert answer.code == "SlowDown" and int(answer["Retry-After"]) >= 1
    assert busy.metric("enhance_refused_total") == 3
    assert busy.get(f"/slow.png?{ENHANCE}&denoise=0&sharpen=1").status == 200


def test_503_after_queue_timeout(start, slow_png):
    server = start("--workers", 1, "--queue", 4, "--queue-timeout", 0.3, "--anonymous", "all")
    server.store("slow.png", slow_png)
    with running(server):
        begin = time.monotonic()
        answer = server.get(f"/slow.png?{ENHANCE}&denoise=4&sharpen=5")
        assert answer.status == 503 and answer.code == "SlowDown" and answer["Retry-After"]
        assert time.monotonic() - begin > 0.25


def test_overload_refuses_a_put_before_its_body(busy):
    with running(busy), running(busy, "denoise=4&sharpen=4"):
        wait_for(lambda: busy.metric("enhance_images_waiting") == 1)
        with busy.connect(timeout=10) as connection:
            headers = [("Pic-Operations", rules(("x", ENHANCE))), ("Content-Length", "1000000"), ("Expect", "100-continue")]
            connection.send(busy.head("PUT", "/put.jpg", headers))
            answer = connection.answer()
            assert answer.status == 503 and answer["Retry-After"]
        assert busy.put("/plain", b"x").status == 200, "what is no image needs no place"
    assert busy.stored("put.jpg") is None


def test_a_client_that_hangs_up_frees_its_place(busy):
    for waiting in (False, True):
        connection = running(busy)
        if waiting:
            second = busy.connect()
            second.send(busy.head("GET", f"/slow.png?{ENHANCE}&denoise=4&sharpen=4"))
            wait_for(lambda: busy.metric("enhance_images_waiting") == 1)
            second.socket.close()
            wait_for(lambda: busy.metric("enhance_images_waiting") == 0)
        connection.socket.close()
        wait_for(lambda: busy.metric("enhance_images_running") == 0)
    assert busy.metric("enhance_images_total") == 0, "its image was made to the end"


def test_equal_requests_share_one_job(start, slow_png):
    server = start("--workers", 2, "--queue", 64, "--queue-timeout", 60, "--anonymous", "all")
    server.store("slow.png", slow_png)
    answers = together(6, lambda _: server.get(SLOW))
    assert {answer.status for answer in answers} == {200} and len({answer.body for answer in answers}) == 1
    assert server.metric("enhance_images_total") == 1


def test_a_shared_job_lives_while_one_client_waits(start, slow_png):
    server = start("--workers", 1, "--anonymous", "all")
    server.store("slow.png", slow_png)
    first = running(server)
    second = server.connect(timeout=60)
    second.send(server.head("GET", SLOW))
    # Joining shows nowhere until the work is done.
    time.sleep(0.3)
    first.socket.close()
    assert second.answer().status == 200
    second.socket.close()


def test_health_answers_while_images_are_in_work(start):
    server = start("--workers", 1, "--anonymous", "all")
    server.store("slow.png", noise_png(3000, 3000))
    with running(server):
        answered = 0
        while server.metric("enhance_images_running") == 1:
            assert server.admin("/health").status == 200
            answered += 1
    assert answered > 10


def test_metrics_are_prometheus_text_with_the_names_agreed_upon(server):
    server.put("/metrics.jpg", JPEG)
    server.get(f"/metrics.jpg?{ENHANCE}")
    answer = server.admin("/metrics")
    assert answer["Content-Type"].startswith("text/plain")
    text = answer.body.decode()
    for name in [
        "enhance_requests_total", "enhance_images_total", "enhance_refused_total", "enhance_ignored_errors_total",
        "enhance_images_running", "enhance_images_waiting", "process_resident_memory_bytes",
    ]:
        assert re.search(rf"^# TYPE {name} (counter|gauge)$", text, re.MULTILINE), name
        assert re.search(rf"^{name}(\{{.*\}})? \d", text, re.MULTILINE), name
    assert server.metric("enhance_requests_total") > 0 and server.metric("enhance_images_total") > 0
    assert server.metric("process_resident_memory_bytes") > 1_000_000
    assert re.search(r"^\w*seconds\w*\{.*stage=", text, re.MULTILINE)
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(r'[a-z_]+(\{([a-z_]+="[^"]*",?)*\})? [0-9.eE+-]+|.*\+Inf.*', line)


def test_the_admin_listener_knows_nothing_else_and_the_other_none_of_it(server):
    assert server.admin("/health").status == 200 and server.admin("/ready").status == 200
    assert server.admin("/metrics.jpg").status == 404
    for target in ("/health", "/ready", "/metrics"):
        assert server.get(target).status == 404 and server.get(target).code == "NoSuchKey"


def test_64_clients_at_once_get_an_image_or_503(start):
    server = start("--workers", 2, "--queue", 8, "--anonymous", "all", "--memory", 200_000_000)
    server.store("a.jpg", JPEG)
    levels = [(d, s) for d in range(1, 6) for s in range(1, 6)]
    chosen = [levels[index % len(levels)] for index in range(64)]
    answers = together(64, lambda i: server.get("/a.jpg?%s&denoise=%d&sharpen=%d" % (ENHANCE, *chosen[i])))
    for answer, (denoise, sharpen) in zip(answers, chosen):
        assert answer.status in (200, 503)
        if answer.status == 200:
            assert answer.body == enhanced(JPEG, denoise, sharpen)
    assert any(answer.status == 200 for answer in answers)
    assert server.metric("enhance_images_running") == 0 and server.metric("enhance_images_waiting") == 0
