"""A server of its own for whoever needs one, on ports that are free."""

import contextlib
import http.client
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import time

from .signing import Key, signature
from .wire import Answer, Connection

PROGRAM = os.environ["ENHANCE_SERVER"]
BUCKET = "examplebucket-1250000000"
OTHER = "other-1250000000"
HOST = f"{BUCKET}.cos.ap-guangzhou.myqcloud.com"
OTHER_HOST = f"{OTHER}.cos.ap-guangzhou.myqcloud.com"

OWNER = Key("AKIDOWNEROWNEROWNEROWNEROWNEROWNER00", "owner-secret-owner-secret-owner00")
READER = Key("AKIDREADERREADERREADERREADERREADER00", "reader-secret-reader-secret-read")
WRITER = Key("AKIDWRITERWRITERWRITERWRITERWRITER00", "writer-secret-writer-secret-writ")
ENHANCER = Key("AKIDENHANCERENHANCERENHANCERENHANC00", "enhancer-secret-enhancer-secret0")

KEYS = {"keys": [
    {"id": OWNER.id, "secret": OWNER.secret},
    {"id": READER.id, "secret": READER.secret, "actions": ["cos:GetObject"]},
    {"id": WRITER.id, "secret": WRITER.secret, "actions": ["cos:PutObject"], "resources": [f"{BUCKET}/in/*"]},
    {"id": ENHANCER.id, "secret": ENHANCER.secret,
     "actions": ["cos:GetObject", "ci:CreateAIEnhanceImageJob"], "resources": [f"{BUCKET}/*"]},
]}


def free_port():
    """Below the ports that the system gives to clients, which may take one at any moment."""
    while True:
        with contextlib.closing(socket.socket()) as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", random.randrange(10_000, 30_000)))
            return probe.getsockname()[1]


def environment(**variables):
    """This process's, without what would configure a server."""
    return {k: v for k, v in os.environ.items() if not k.startswith("ENHANCE_")} | variables


class Server:
    def __init__(self, folder, *options, keys=KEYS, variables=None, **popen):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        for bucket in (BUCKET, OTHER):
            (self.data / bucket).mkdir(parents=True, exist_ok=True)
        arguments = ["--data", str(self.data)]
        if keys is not None:
            (self.folder / "keys.json").write_text(json.dumps(keys))
            arguments += ["--credentials", str(self.folder / "keys.json")]
        self.options = arguments + [str(option) for option in options]
        self.variables = variables or {}
        self.popen = popen
        self.start()

    def start(self):
        self.port, self.admin_port = free_port(), free_port()
        self.log_path = self.folder / "log"
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, *self.options, "--listen", f"127.0.0.1:{self.port}", "--admin", f"127.0.0.1:{self.admin_port}"],
                stdout=log, stderr=log, env=environment(**self.variables), **self.popen)
        deadline = time.monotonic() + 60
        while True:
            assert self.process.poll() is None, f"the server ended: {self.log}"
            assert time.monotonic() < deadline, f"the server does not come up: {self.log}"
            try:
                if self.admin("/ready").status == 200:
                    return
            except OSError:
                time.sleep(0.02)

    def stop(self, how=signal.SIGTERM, timeout=40):
        """Ends the server; its exit status, negative for a signal."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout)

    def restart(self, how=signal.SIGTERM):
        self.stop(how)
        self.start()

    @property
    def log(self):
        return self.log_path.read_text()

    def connect(self, **options):
        return Connection(self.port, **options)

    def admin(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())

    def metric(self, name):
        """The sum of a metric over its labels; 0 when it is not there."""
        lines = re.findall(rf"^{name}(?:\{{[^}}]*\}})? (\S+)$", self.admin("/metrics").body.decode(), re.MULTILINE)
        return sum(float(value) for value in lines)

    def head(self, method, target, headers=(), body=None, host=HOST, key=OWNER, **signing):
        """A request's bytes up to its body."""
        fields = [("Host", host), *headers]
        if body is not None and not any(n.lower() in ("content-length", "transfer-encoding") for n, _ in fields):
            fields.append(("Content-Length", str(len(body))))
        if key is not None:
            fields.append(("Authorization", signature(key, method, target, fields, **signing)))
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields), "", ""]
        return "\r\n".join(lines).encode()

    def request(self, method, target, headers=(), body=None, timeout=60, **options):
        """One request on a connection of its own; `key=None` for an unsigned one."""
        with self.connect(timeout=timeout) as connection:
            connection.send(self.head(method, target, headers, body, **options) + (body or b""))
            return connection.answer(method)

    def get(self, target, **options):
        return self.request("GET", target, **options)

    def put(self, target, body, headers=(), **options):
        return self.request("PUT", target, headers, body, **options)

    def post(self, target, operations, **options):
        return self.request("POST", target, [("Pic-Operations", operations)], b"", **options)

    def store(self, key, body, bucket=BUCKET):
        """Puts a file into a bucket behind the server's back."""
        path = self.data / bucket / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def stored(self, key, bucket=BUCKET):
        """An object's bytes on the disk; `None` when it is not there."""
        path = self.data / bucket / key
        return path.read_bytes() if path.is_file() else None

    def temporary_files(self):
        folder = self.data / ".enhance" / "tmp"
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def rules(*pairs, info=0, **members):
    """Pic-Operations for (fileid, rule) pairs."""
    return json.dumps({
        "is_pic_info": info,
        "rules": [{"fileid": fileid, "rule": rule, **members} for fileid, rule in pairs],
    })
