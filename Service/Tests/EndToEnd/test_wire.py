"""What SDKs do not send: HTTP by hand, right and wrong."""

import socket
import time

import pytest

from harness.pictures import JPEG
from harness.server import HOST, OWNER

PLAIN = f"GET /wire HTTP/1.1\r\nHost: {HOST}\r\n"


@pytest.fixture
def open_server(start):
    server = start(
        "--anonymous", "all", "--header-timeout", 2, "--idle-timeout", 3, "--max-object-bytes", 10_000_000)
    server.store("wire", b"hello")
    return server


def test_a_connection_is_kept_and_pipelined_requests_are_answered_in_order(open_server):
    with open_server.connect() as connection:
        connection.send((PLAIN + "\r\n") * 3 + PLAIN.replace("/wire", "/none") + "\r\n")
        assert [connection.answer().status for _ in range(4)] == [200, 200, 200, 404]


@pytest.mark.parametrize("version, header, closes", [
    ("1.1", "", False), ("1.1", "Connection: close\r\n", True), ("1.1", "Connection: Close\r\n", True),
    ("1.0", "", True), ("1.0", "Connection: keep-alive\r\n", None),
])
def test_connections_close_when_the_client_wants_it(server, version, header, closes):
    """Long before the idle timeout."""
    server.put("/wire", b"hello")
    with server.connect() as connection:
        head = server.head("GET", "/wire").replace(b"HTTP/1.1", f"HTTP/{version}".encode())
        connection.send(head.removesuffix(b"\r\n") + f"{header}\r\n".encode())
        assert connection.answer().body == b"hello"
        if closes is not None:
            assert connection.is_closed(20 if closes else 1) == closes


@pytest.mark.parametrize("head", [
    "GET /wire HTTP/1.1\r\n\r\n",
    f"GET /wire HTTP/1.1\r\nHost: {HOST}\r\nHost: {HOST}\r\n\r\n",
    f"GET /wire HTTP/1.1\r\nHost: {HOST}\r\nHost: other\r\n\r\n",
    "GET /wire HTTP/1.1\r\nHost:\r\n\r\n", "GET /wire HTTP/1.1\r\nHost: a b\r\n\r\n",
    "GET /wire HTTP/1.1\r\nHost: a/b\r\n\r\n",
    f"GET wire HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
    f"GET /wire HTTP/3.0\r\nHost: {HOST}\r\n\r\n",
    f"GET /wire\r\nHost: {HOST}\r\n\r\n",
    PLAIN + "no colon\r\n\r\n", PLAIN + "Na me: x\r\n\r\n", PLAIN + "A: b\r\n folded\r\n\r\n", PLAIN + "A: b\x00c\r\n\r\n",
    f"PUT /x HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    f"PUT /x HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    f"PUT /x HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: +3\r\n\r\nabc",
    f"PUT /x HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: -1\r\n\r\n",
    f"PUT /x HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 99999999999999999999\r\n\r\n",
    f"PUT /x HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "\x00" * 40,
    PLAIN + "A: " + "x" * 200_000 + "\r\n\r\n", PLAIN + "A: x\r\n" * 3000 + "\r\n",
    f"GET /{'x' * 300_000} HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
], ids=lambda head: repr(head[:60]))
def test_what_is_no_request_is_refused_and_the_connection_closed(open_server, head):
    with open_server.connect(timeout=10) as connection:
        try:
            connection.send(head.encode("latin-1"))
            head = connection.head()
            assert head is None or 400 <= head[0] < 500 or head[0] == 505
            connection.buffer.clear()
            deadline = time.monotonic() + 8
            while time.monotonic() < deadline and connection.socket.recv(65536):
                pass
            assert time.monotonic() < deadline
        except (ConnectionResetError, BrokenPipeError):
            pass
    assert open_server.stored("x") is None
    assert open_server.get("/wire").status == 200


@pytest.mark.parametrize("header", ["If-None-Match: \xff\xfe", "Range: bytes=\x80"])
def test_headers_that_are_no_utf_8_do_no_harm(open_server, header):
    with open_server.connect() as connection:
        connection.send((PLAIN + header + "\r\n\r\n").encode("latin-1"))
        answer = connection.answer()
        assert answer is None or answer.status in (200, 400)


def test_an_expectation_is_answered_once_the_request_is_accepted(open_server):
    with open_server.connect(timeout=5) as connection:
        connection.send(open_server.head(
            "PUT", "/expect", [("Expect", "100-continue"), ("Content-Length", "5")]))
        assert connection.answer().status == 100
        connection.send(b"hello")
        assert connection.answer().status == 200
    assert open_server.stored("expect") == b"hello"


@pytest.mark.parametrize("refusal", ["permission", "size", "rules", "md5"])
def test_an_expectation_is_not_answered_for_what_is_refused(server, refusal):
    headers = [("Expect", "100-continue"), ("Content-Length", "5000000000" if refusal == "size" else "5")]
    if refusal == "rules":
        headers.append(("Pic-Operations", "nonsense"))
    if refusal == "md5":
        headers.append(("Content-MD5", "nonsense"))
    with server.connect(timeout=5) as connection:
        connection.send(server.head("PUT", "/refused", headers, key=None if refusal == "permission" else OWNER))
        answer = connection.answer()
        assert answer.status == (403 if refusal == "permission" else 400)
        assert connection.is_closed(), "its body would have to be read first"


def test_a_refused_body_is_not_read(server):
    """Gigabytes could follow; the server must hang up instead of taking them."""
    with server.connect(timeout=10) as connection:
        connection.send(server.head("PUT", "/refused", [("Content-Length", str(10 ** 9))], key=None))
        sent = 0
        try:
            while sent < 10 ** 9:
                sent += connection.socket.send(bytes(1 << 20))
        except OSError:
            pass
        assert sent < 50_000_000


@pytest.mark.parametrize("start_of_request", ["", "GET /wi", PLAIN, PLAIN + "A: b"])
def test_a_head_that_drips_is_cut_off(open_server, start_of_request):
    with open_server.connect() as connection:
        connection.send(start_of_request)
        connection.socket.settimeout(0.3)
        for _ in range(100):
            try:
                if not connection.socket.recv(1000):
                    return
            except TimeoutError:
                connection.send("x" if start_of_request else "")
            except OSError:
                return
        pytest.fail("it drips on")


def test_a_body_that_stops_is_cut_off(open_server):
    with open_server.connect() as connection:
        connection.send(open_server.head("PUT", "/stopped", [("Content-Length", "100")]) + b"x")
        connection.answer()
        assert connection.is_closed(30)
    deadline = time.monotonic() + 30
    while open_server.temporary_files():
        assert time.monotonic() < deadline, "what arrived is still there"
        time.sleep(0.01)
    assert open_server.stored("stopped") is None


def test_a_client_that_hangs_up_within_a_body_leaves_nothing(open_server):
    for _ in range(5):
        with open_server.connect() as connection:
            connection.send(open_server.head("PUT", "/gone", [("Content-Length", "100000")]) + bytes(50000))
    deadline = time.monotonic() + 30
    while open_server.temporary_files() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert open_server.stored("gone") is None and not open_server.temporary_files()


def test_a_slow_reader_gets_everything_and_holds_nobody_up(open_server):
    """Longer than the idle timeout, but never idle: about 100 KB/s, of which a socket's buffer would hide many seconds."""
    data = bytes(range(256)) * 40_000
    open_server.store("big", data)
    with open_server.connect() as connection:
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.send(open_server.head("GET", "/big"))
        begin = time.monotonic()
        while time.monotonic() - begin < 7:
            assert connection._receive(8192), "the server hung up"
            time.sleep(0.08)
            if len(connection.buffer) % 7 == 0:
                assert open_server.get("/wire").status == 200
        assert len(connection.buffer) < len(data), "the test reads too fast to show anything"
        assert connection.answer().body == data


def test_many_idle_connections_hold_nobody_up(open_server):
    idle = [open_server.connect() for _ in range(300)]
    assert open_server.get("/wire").body == b"hello"
    for connection in idle:
        connection.socket.close()


def test_answers_are_never_coded_and_clients_may_ask_for_it(open_server):
    open_server.store("a.jpg", JPEG)
    for target in ("/a.jpg", "/a.jpg?ci-process=AIEnhanceImage&denoise=0&sharpen=1"):
        answer = open_server.get(target, headers=[("Accept-Encoding", "gzip, br"), ("Accept", "image/webp")])
        assert answer["Content-Encoding"] is None and answer.body[:2] == JPEG[:2]


def test_body_of_a_get_is_tolerated(open_server):
    answer = open_server.request("GET", "/wire", [], b"body")
    assert answer.status == 200
