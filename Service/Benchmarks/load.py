"""Load on a running server: so many clients for so long over mixed requests, and what came of it.

    make load-service                                            # a server of its own, one minute
    python3 Service/Benchmarks/load.py --clients 64 --seconds 1800 --kill 60
    python3 Service/Benchmarks/load.py --url http://10.0.0.5:8080 --admin http://10.0.0.5:8081

A server of its own has a copy of testdata/ and answers everybody. `--kill` kills it with -9 every so many seconds and
starts it anew. Whatever was answered 200 to a PUT is read back at the end. Only the standard library is needed.
"""

import argparse
import collections
import hashlib
import http.client
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "Service/.build/release/enhance-server"
SOURCES = ["jpeg/village.jpg", "jpeg/gray.jpg", "png/rgb.png", "webp/lossy.webp"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class OwnServer:
    def __init__(self, options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="load-"))
        (self.folder / "load").mkdir()
        for name in SOURCES:
            shutil.copy(ROOT / "testdata" / name, self.folder / "load" / pathlib.Path(name).name)
        self.ports = free_port(), free_port()
        self.options = options
        self.kills = 0
        self.start()

    def start(self):
        address, admin = (f"127.0.0.1:{port}" for port in self.ports)
        self.process = subprocess.Popen(
            [PROGRAM, "--data", self.folder, "--listen", address, "--admin", admin, "--default-bucket", "load",
             "--anonymous", "all", "--log-level", "error", *self.options])
        while True:
            try:
                if get(f"http://{admin}", "/ready").status == 200:
                    return
            except OSError:
                assert self.process.poll() is None, "the server does not start"
                time.sleep(0.05)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1
        self.start()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        shutil.rmtree(self.folder)


Answer = collections.namedtuple("Answer", "status body")


def request(base, method, target, body=None, headers={}):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=120)
    try:
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read())
    except http.client.HTTPException as error:
        raise OSError(error) from error
    finally:
        connection.close()


def get(base, target):
    return request(base, "GET", target)


class Load:
    def __init__(self, base):
        self.base = base
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.times = collections.defaultdict(list)
        self.stored = {}
        self.wrong = []

    def one(self, number, index, generator):
        name = pathlib.Path(generator.choice(SOURCES)).name
        level = "denoise=%d&sharpen=%d" % (generator.randrange(6), generator.randrange(6))
        kind = generator.choices(["plain", "enhanced", "put", "put with a rule"], [3, 6, 2, 1])[0]
        begin = time.monotonic()
        try:
            if kind == "plain":
                answer = get(self.base, f"/{name}")
            elif kind == "enhanced":
                answer = get(self.base, f"/{name}?ci-process=AIEnhanceImage&{level}")
            else:
                body = (ROOT / "testdata" / generator.choice(SOURCES)).read_bytes()
                key = f"load/{number}/{index % 20}"
                headers = {}
                if kind != "put":
                    headers["Pic-Operations"] = (
                        '{"rules":[{"fileid":"/%s-result","rule":"ci-process=AIEnhanceImage&%s"}]}' % (key, level))
                answer = request(self.base, "PUT", f"/{key}", body, headers)
                with self.lock:
                    # What was not answered may be there or not.
                    known = self.stored.setdefault(key, set())
                    if answer.status == 200:
                        known.clear()
                    known.add(hashlib.md5(body).hexdigest())
            outcome = str(answer.status)
        except OSError as error:
            outcome = type(error).__name__
            # As SDKs do before they ask again.
            time.sleep(0.2)
            if outcome != "ConnectionRefusedError" and kind.startswith("put"):
                with self.lock:
                    self.stored.setdefault(f"load/{number}/{index % 20}", set()).add(None)
        with self.lock:
            self.counts[kind, outcome] += 1
            if outcome == "200":
                self.times[kind].append(time.monotonic() - begin)
            elif outcome == "503":
                pass
            elif outcome.isdigit():
                self.wrong.append((kind, outcome))

    def client(self, number, until):
        generator = random.Random(number)
        index = 0
        while time.monotonic() < until:
            self.one(number, index, generator)
            index += 1

    def lost(self):
        """Keys whose object is none of those that may be there."""
        lost = []
        for key, digests in self.stored.items():
            answer = get(self.base, f"/{key}")
            if None in digests:
                continue
            if answer.status != 200 or hashlib.md5(answer.body).hexdigest() not in digests:
                lost.append(key)
        return lost


def metric(admin, name):
    found = re.search(rf"^{name} (\S+)$", get(admin, "/metrics").body.decode(), re.MULTILINE)
    return float(found.group(1)) if found else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="of a running server with the sources in its default bucket, open to all")
    parser.add_argument("--admin", help="its admin listener")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kill", type=float, help="kill a server of its own every so many seconds")
    parser.add_argument("options", nargs="*", help="options of a server of its own, after --")
    arguments = parser.parse_args()
    own = None if arguments.url else OwnServer(arguments.options)
    base = arguments.url or f"http://127.0.0.1:{own.ports[0]}"
    admin = arguments.admin or (own and f"http://127.0.0.1:{own.ports[1]}")
    load = Load(base)
    begin = time.monotonic()
    until = begin + arguments.seconds
    clients = [threading.Thread(target=load.client, args=(n, until)) for n in range(arguments.clients)]
    for client in clients:
        client.start()
    memory = []
    while any(client.is_alive() for client in clients):
        time.sleep(min(1, max(0.1, until - time.monotonic())))
        if own and arguments.kill and time.monotonic() < until and time.monotonic() - begin > arguments.kill * (own.kills + 1):
            own.kill()
        try:
            memory.append(metric(admin, "process_resident_memory_bytes") / 2 ** 20 if admin else float("nan"))
        except OSError:
            pass
    seconds = time.monotonic() - begin
    for (kind, outcome), count in sorted(load.counts.items()):
        times = sorted(load.times[kind]) if outcome == "200" else []
        spread = f", median {times[len(times) // 2] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms" if times else ""
        print(f"{kind}, {outcome}: {count} ({count / seconds:.1f}/s{spread})")
    third = max(1, len(memory) // 3)
    print(f"memory, MiB: first third at most {max(memory[:third]):.0f}, last third at most {max(memory[-third:]):.0f}")
    if admin:
        print(f"images enhanced since the last start: {metric(admin, 'enhance_images_total'):.0f}")
    lost = load.lost()
    print(f"objects read back: {len(load.stored)}, lost or half: {len(lost)}, kills: {own.kills if own else 0}")
    if own:
        own.close()
    raise SystemExit(1 if lost or load.wrong else 0)


main()
