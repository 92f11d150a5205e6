"""A web server that images are fetched from, which behaves as badly as it is told to."""

import http.server
import re
import threading
import time
import zlib


class Origin:
    """`pages` by path: bytes, or a function that gets the handler and answers itself. `requests` has all GETs, `heads`
    the paths of all HEADs."""

    def __init__(self, pages, host="127.0.0.1", port=0):
        self.pages = pages
        self.requests, self.heads = [], []
        origin = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                origin.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                self.answer()

            def do_HEAD(self):
                origin.heads.append(self.path)
                self.answer()

            def answer(self):
                page = origin.pages.get(self.path.split("?")[0])
                try:
                    if callable(page):
                        page(self)
                    elif page is None:
                        self.send_error(404, "SECRET-REASON")
                    else:
                        reply(self, page)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((host, port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def reply(handler, body, status=200, **headers):
    handler.send_response(status)
    for name, value in ({"Content-Length": len(body)} | {n.replace("_", "-"): v for n, v in headers.items()}).items():
        if value is not None:
            handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def file(body, ranges=True, **headers):
    """A page as file servers have them, with a tag of its bytes."""
    tag = f'"{zlib.crc32(body):08x}"'

    def answer(handler):
        wanted = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", "")) if ranges else None
        if wanted:
            start = int(wanted.group(1))
            reply(handler, body[start:], 206, ETag=tag, Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}", **headers)
        else:
            reply(handler, body, ETag=tag, **headers)

    return answer


def redirect(location, status=302):
    return lambda handler: reply(handler, b"", status, Location=location)


def endless(handler):
    """Bytes for ever, and no length."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(bytes(100_000))


def dripping(handler):
    """A byte every now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def silent(handler):
    time.sleep(30)
