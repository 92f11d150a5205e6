"""A small S3 server whose objects are files, so that killing it loses nothing: file_s3.py PORT FOLDER BUCKET…

For the soak test alone: it knows what the service asks for, and takes every signature. (moto's server, which the tests
use, keeps everything in memory; that the service signs rightly they show.)
"""

import base64
import datetime
import email.utils
import hashlib
import http.server
import json
import os
import pathlib
import re
import sys
import urllib.parse
import uuid
from xml.sax.saxutils import escape

FOLDER, BUCKETS = pathlib.Path(sys.argv[2]), sys.argv[3:]
KEPT = ("content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires")


def moment(time):
    return datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.connection.setsockopt(6, 1, 1)  # TCP_NODELAY

    def log_message(self, *_):
        pass

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        bucket, _, key = urllib.parse.unquote(path[1:]).partition("/")
        query = dict(urllib.parse.parse_qsl(query))
        if not bucket:
            names = "".join(f"<Bucket><Name>{name}</Name></Bucket>" for name in BUCKETS)
            return self.answer(200, f"<R><Buckets>{names}</Buckets></R>".encode())
        if bucket not in BUCKETS:
            return self.answer(404)
        if not key:
            return self.answer(200, self.listing(bucket, query.get("prefix", "")))
        place = FOLDER / bucket / hashlib.sha256(key.encode()).hexdigest()
        if self.command == "PUT":
            return self.put(place, key, body)
        if self.command == "DELETE":
            place.unlink(missing_ok=True)
            return self.answer(204)
        return self.get(place)

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_one

    def put(self, place, key, body):
        digest = hashlib.md5(body)
        if self.headers.get("Content-MD5", "") != base64.b64encode(digest.digest()).decode():
            return self.answer(400)
        if self.headers.get("If-None-Match") == "*" and place.exists():
            return self.answer(412)
        headers = {"ETag": f'"{digest.hexdigest()}"', "Last-Modified": email.utils.formatdate(usegmt=True)}
        headers |= {n: v for n, v in self.headers.items() if n.lower() in KEPT or n.lower().startswith("x-amz-meta-")}
        new = FOLDER / "new" / uuid.uuid4().hex
        new.write_bytes(json.dumps({"key": key, "size": len(body), "headers": headers}).encode() + b"\n" + body)
        os.replace(new, place)
        self.answer(200, headers=headers)

    def get(self, place):
        try:
            head, _, body = place.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return self.answer(404)
        headers = json.loads(head)["headers"]
        if self.headers.get("If-Match", headers["ETag"]) != headers["ETag"]:
            return self.answer(412)
        part = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        self.answer(206 if part else 200, body[int(part.group(1)) if part else 0:], headers)

    def listing(self, bucket, prefix):
        found = []
        for place in (FOLDER / bucket).iterdir():
            try:
                with open(place, "rb") as file:
                    entry = json.loads(file.readline())
            except FileNotFoundError:
                continue
            if entry["key"].startswith(prefix):
                found.append((entry["key"], entry["size"], entry["headers"]["ETag"], place.stat().st_mtime))
        items = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size><ETag>{escape(etag)}</ETag>"
            f"<LastModified>{moment(time)}</LastModified></Contents>" for key, size, etag, time in sorted(found))
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{items}</ListBucketResult>".encode()

    def answer(self, status, body=b"", headers={}):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *_):
        pass


for name in ["new", *BUCKETS]:
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
