"""Two servers, one on a folder and one on an S3 store, under mixed load for a long time while all around them fails.

Run by `make soak-service TIME=seconds`. Half of the clients ask each server. Ten times over, the store's server is killed
and started again and the folder's disk is filled up; in the first half the servers themselves are killed with -9 too.
The second half shows whether memory and descriptors level off. Every answer is checked as it comes, and at the end all
that may be there is read back: an answer may be late or refused, but not wrong, and nothing that was answered 200 may be
lost or half. Prints a table in Markdown; the exit status is 1 when anything was wrong.
"""

import argparse
import collections
import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("ENHANCE_SERVER", str(ROOT / "Service/.build/release/enhance-server"))
os.environ.setdefault("ENHANCE_TOOL", str(ROOT / ".build/release/enhance"))
sys.path.insert(0, str(ROOT / "Service/Tests/EndToEnd"))

from harness.pictures import enhanced, source  # noqa: E402
from harness.server import BUCKET, HOST, OTHER, Server, free_port  # noqa: E402

ENHANCE = "ci-process=AIEnhanceImage"
SOURCES = {name: source(name) for name in ("jpeg/gray.jpg", "jpeg/progressive-444.jpg", "png/rgb.png", "webp/lossy.webp")}
LEVELS = [(1, 1), (0, 3), (3, 3), (5, 0)]
KEYS = 8
CYCLES = 10


def digest(data):
    return hashlib.md5(data).hexdigest()


class World:
    """A server, what is around it, and what may be stored there."""

    def __init__(self, folder, *options, variables={}):
        self.fills, self.disk_is_full = 0, False
        self.lives, self.is_down = 0, False
        self.store_kills, self.store_is_down = 0, False
        self.samples = []
        (folder / "cache").mkdir(exist_ok=True)
        self.server = Server(
            folder, "--anonymous", "all", "--log-level", "error", "--workers", 1, "--queue", 16, "--queue-timeout", 5,
            "--cache", folder / "cache", "--cache-bytes", 2 << 20, *options, keys=None, variables=variables)

    def kill(self):
        self.lives, self.is_down = self.lives + 1, True
        self.server.stop(signal.SIGKILL)
        self.server.start()
        self.is_down = False

    @property
    def state(self):
        """What changes when the server was killed meanwhile, when the disk was full, and when the store was away."""
        return self.lives, self.fills, self.store_kills

    def was_killed(self, since):
        return self.is_down or self.lives != since[0]

    def was_without_store(self, since):
        return self.store_is_down or self.store_kills != since[2]

    def was_full(self, since):
        return self.disk_is_full or self.fills != since[1]

    def sample(self, moment):
        with contextlib.suppress(OSError, AttributeError):
            process = pathlib.Path(f"/proc/{self.server.process.pid}")
            resident = int(re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text()).group(1)) / 1024
            self.samples.append((moment, self.lives, resident, len(list((process / "fd").iterdir()))))


class FolderWorld(World):
    name = "folder"

    def __init__(self, folder):
        # A disk of its own, small enough to be filled.
        self.disk = folder / "data"
        self.disk.mkdir(parents=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=96m", "soak", self.disk]
        self.is_mounted = subprocess.run(mount, capture_output=True).returncode == 0
        super().__init__(folder)

    def fill(self):
        self.fills, self.disk_is_full = self.fills + 1, True
        with contextlib.suppress(OSError), open(self.disk / "filler", "wb", buffering=0) as file:
            while file.write(bytes(1 << 16)):
                pass

    def empty(self):
        (self.disk / "filler").unlink()
        self.fills, self.disk_is_full = self.fills + 1, False

    def leftovers(self):
        return self.server.temporary_files()

    def close(self):
        if self.is_mounted:
            subprocess.run(["umount", self.disk], check=True)


class S3World(World):
    name = "S3"

    def __init__(self, folder):
        self.objects, self.store_port = folder / "objects", free_port()
        self.objects.mkdir(parents=True)
        self.store_kills = 0
        self.start_store()
        super().__init__(
            folder, "--store", "s3", "--s3-endpoint", f"http://127.0.0.1:{self.store_port}",
            variables={"ENHANCE_S3_ACCESS_KEY": "id", "ENHANCE_S3_SECRET_KEY": "secret"})

    def start_store(self):
        program = pathlib.Path(__file__).with_name("file_s3.py")
        self.store_is_down = False
        self.store = subprocess.Popen([sys.executable, program, str(self.store_port), self.objects, BUCKET, OTHER])

    def kill_store(self):
        self.store_kills, self.store_is_down = self.store_kills + 1, True
        self.store.kill()
        self.store.wait()

    def leftovers(self):
        folder = self.server.data / "spool"
        return sorted(path.name for path in folder.iterdir() if path.name != "lock")

    def close(self):
        self.kill_store()


class Answer(collections.namedtuple("Answer", "status headers body")):
    def text(self, name):
        return re.search(f"<{name}>(.*?)</{name}>", self.body.decode()).group(1)


class Client:
    """Asks one thing after the other. Its keys are its own: what may be there only it knows."""

    def __init__(self, world, number, report):
        self.world, self.number, self.report = world, number, report
        self.random = random.Random(number)
        # By key, the digests of what may be there; `None` stands for nothing.
        self.possible = collections.defaultdict(lambda: {None})
        # The name of a source, by digest.
        self.names = {digest(data): name for name, data in SOURCES.items()}

    def run(self, until):
        while time.monotonic() < until:
            kind = self.random.choices(
                ["source", "enhanced", "own", "head", "put", "put with rule", "process", "parts", "delete", "hang up"],
                [2, 5, 3, 1, 2, 2, 1, 1, 0.5, 0.5])[0]
            key = f"soak/{self.number}/{self.random.randrange(KEYS)}"
            state, was_down, was_full = self.world.state, self.world.is_down, self.world.disk_is_full
            begin = time.monotonic()
            try:
                status = getattr(self, kind.replace(" ", "_"))(key)
            except (OSError, http.client.HTTPException) as error:
                time.sleep(0.2)
                is_cut = isinstance(error, (ConnectionResetError, BrokenPipeError)) and kind in ("put", "put with rule", "parts")
                if was_down or self.world.was_killed(state):
                    status = "cut by a kill"
                elif isinstance(error, http.client.IncompleteRead) and self.world.was_without_store(state):
                    # Its head was sent when the bytes stopped coming: that it is not whole shows by its length.
                    status = "cut with the store"
                elif is_cut:
                    # Refused before its body was read.
                    status = "cut while sending"
                else:
                    status = f"WRONG: {type(error).__name__} {error}"
            # Deleting needs no room.
            if status == 500 and (kind == "delete" or not (was_full or self.world.was_full(state))):
                status = "WRONG: 500"
            self.report(self.world, kind, status, time.monotonic() - begin)
            if status == 503:
                # As it is told to by Retry-After.
                time.sleep(self.random.uniform(0.5, 1.5))

    def request(self, method, target, body=None, headers={}):
        connection = http.client.HTTPConnection("127.0.0.1", self.world.server.port, timeout=120)
        with contextlib.closing(connection):
            connection.request(method, target, body, {"Host": HOST} | headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    # Reading

    def source(self, _):
        name = self.random.choice(list(SOURCES))
        answer = self.request("GET", f"/{name}")
        return self.checked(answer, answer.body == SOURCES[name])

    def enhanced(self, _):
        name, (denoise, sharpen) = self.random.choice(list(SOURCES)), self.random.choice(LEVELS)
        answer = self.request("GET", f"/{name}?{ENHANCE}&denoise={denoise}&sharpen={sharpen}")
        return self.checked(answer, answer.body == enhanced(SOURCES[name], denoise, sharpen))

    def own(self, key):
        key = self.random.choice([key, key + "-result"])
        answer = self.request("GET", f"/{key}")
        return self.checked(answer, digest(answer.body) in self.possible[key], missing=None in self.possible[key])

    def head(self, key):
        answer = self.request("HEAD", f"/{key}")
        return self.checked(answer, self.possible[key] - {None}, missing=None in self.possible[key])

    def hang_up(self, _):
        name = self.random.choice(list(SOURCES))
        with self.world.server.connect() as connection:
            target = f"/{name}?{ENHANCE}&denoise=4&sharpen={self.random.randrange(6)}"
            connection.send(self.world.server.head("GET", target, key=None))
            time.sleep(self.random.uniform(0, 0.05))
        return "left"

    # Writing

    def put(self, key):
        body = self.random.randbytes(self.random.randrange(1, 200_000))
        with self.writing(key, digest(body)) as write:
            return write(self.request("PUT", f"/{key}", body))

    def put_with_rule(self, key):
        name, rules, result = self.rule(key)
        with self.writing(key, digest(SOURCES[name])) as write, self.writing(key + "-result", result) as write_result:
            answer = self.request("PUT", f"/{key}", SOURCES[name], {"Pic-Operations": rules})
            write_result(answer)
            return write(answer)

    def process(self, key):
        possible = self.possible[key]
        name = self.names.get(next(iter(possible))) if len(possible) == 1 else None
        if name is None:
            return "skipped: what is there is no image, or not known"
        _, rules, result = self.rule(key, name)
        with self.writing(key + "-result", result) as write:
            return write(self.request("POST", f"/{key}?image_process", b"", {"Pic-Operations": rules}))

    def parts(self, key):
        name, rules, result = self.rule(key)
        body = SOURCES[name]
        begun = self.request("POST", f"/{key}?uploads", b"")
        if begun.status != 200:
            return self.checked(begun, False)
        upload, middle, tags = begun.text("UploadId"), self.random.randrange(1, len(body)), []
        for number, part in enumerate([body[:middle], body[middle:]], 1):
            answer = self.request("PUT", f"/{key}?partNumber={number}&uploadId={upload}", part)
            if answer.status != 200:
                self.request("DELETE", f"/{key}?uploadId={upload}")
                return self.checked(answer, False)
            tags.append(answer.headers["ETag"])
        listed = "".join(f"<Part><PartNumber>{n}</PartNumber><ETag>{t}</ETag></Part>" for n, t in enumerate(tags, 1))
        document = f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode()
        with self.writing(key, digest(body)) as write, self.writing(key + "-result", result) as write_result:
            answer = self.request("POST", f"/{key}?uploadId={upload}", document, {"Pic-Operations": rules})
            write_result(answer)
            if answer.status != 200:
                # What nobody completes or aborts is kept for days, and fills the disk.
                self.request("DELETE", f"/{key}?uploadId={upload}")
            return write(answer)

    def delete(self, key):
        with self.writing(key, None) as write:
            return write(self.request("DELETE", f"/{key}"))

    def rule(self, key, name=None):
        name, (denoise, sharpen) = name or self.random.choice(list(SOURCES)), self.random.choice(LEVELS)
        rule = f"{ENHANCE}&denoise={denoise}&sharpen={sharpen}"
        operations = json.dumps({"rules": [{"fileid": f"/{key}-result", "rule": rule}]})
        return name, operations, digest(enhanced(SOURCES[name], denoise, sharpen))

    @contextlib.contextmanager
    def writing(self, key, new):
        """Until it is answered the old or the new may be there; then the new alone."""
        self.possible[key].add(new)

        def write(answer):
            if answer.status in (200, 204):
                self.possible[key] = {new}
            return self.checked(answer, True)

        yield write

    def checked(self, answer, is_right, missing=False):
        if answer.status in (200, 204):
            return answer.status if is_right else "WRONG: other bytes"
        if answer.status in (500, 503) or answer.status == 404 and missing:
            return answer.status
        return f"WRONG: {answer.status} {answer.body[:200]}"

    def lost(self):
        """Keys at which nothing is of what may be there."""
        lost = []
        for key, possible in self.possible.items():
            answer = self.request("GET", f"/{key}")
            found = digest(answer.body) if answer.status == 200 else None
            if answer.status not in (200, 404) or found not in possible:
                lost.append((self.world.name, key, answer.status))
        return lost


class Report:
    def __init__(self):
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.times = collections.defaultdict(list)
        self.wrong = []

    def __call__(self, world, kind, status, seconds):
        with self.lock:
            self.counts[world.name, kind, str(status)] += 1
            self.times[world.name, kind, str(status)].append(seconds)
            if str(status).startswith("WRONG"):
                self.wrong.append(f"{world.name}, {kind}: {status}")
                print(self.wrong[-1], file=sys.stderr)


def trouble(folder, s3, begin, seconds, events):
    """All that goes wrong, by the clock."""
    cycle = seconds / CYCLES
    plan = []
    for number in range(CYCLES):
        start = begin + number * cycle
        plan += [(start + 0.2 * cycle, "the store's server killed", s3.kill_store), (start + 0.3 * cycle, "", s3.start_store)]
        if folder.is_mounted:
            plan += [(start + 0.5 * cycle, "the disk filled", folder.fill), (start + 0.6 * cycle, "", folder.empty)]
        if number < CYCLES / 2:
            world = (folder, s3)[number % 2]
            plan.append((start + 0.8 * cycle, f"the server on {world.name} killed with -9", world.kill))
    for moment, name, work in plan:
        while time.monotonic() < moment:
            for world in (folder, s3):
                world.sample(time.monotonic() - begin)
            time.sleep(max(0, min(1, moment - time.monotonic())))
        work()
        if name:
            events[name] += 1


def level(world, column):
    """The highest value in the first and in the last third of the last life, without its start."""
    last = [sample for sample in world.samples if sample[1] == world.lives]
    last = last[len(last) // 10:]
    third = max(1, len(last) // 3)
    return max(sample[column] for sample in last[:third]), max(sample[column] for sample in last[-third:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--clients", type=int, default=64)
    arguments = parser.parse_args()
    for data in SOURCES.values():
        for levels in LEVELS:
            enhanced(data, *levels)
    report, events = Report(), collections.Counter()
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        worlds = folder, s3 = FolderWorld(pathlib.Path(name, "folder")), S3World(pathlib.Path(name, "s3"))
        if not folder.is_mounted:
            print("SKIPPED: the full disk, as no file system can be mounted here", file=sys.stderr)
        for world in worlds:
            loader = Client(world, "sources", report)
            for source_name, data in SOURCES.items():
                while loader.request("PUT", f"/{source_name}", data).status != 200:
                    time.sleep(0.1)
        begin = time.monotonic()
        clients = [Client(worlds[number % 2], number, report) for number in range(arguments.clients)]
        threads = [threading.Thread(target=client.run, args=(begin + arguments.seconds,)) for client in clients]
        for thread in threads:
            thread.start()
        trouble(folder, s3, begin, arguments.seconds, events)
        while any(thread.is_alive() for thread in threads):
            for world in worlds:
                world.sample(time.monotonic() - begin)
            time.sleep(1)
        seconds = time.monotonic() - begin
        time.sleep(2)
        running = [world.server.metric(f"enhance_images_{state}") for world in worlds for state in ("running", "waiting")]
        lost = [key for client in clients for key in client.lost()]
        leftovers = [name for world in worlds for name in world.leftovers()]
        stops = [world.server.stop() for world in worlds]
        crashes = [world.name for world in worlds if "Fatal error" in world.server.log]
        for world in worlds:
            world.close()

    print("|server, request|answer|number|a second|median|worst|\n|---|---|---|---|---|---|")
    for (world, kind, status), count in sorted(report.counts.items()):
        times = sorted(report.times[world, kind, status])
        print(f"|{world}, {kind}|{status}|{count}|{count / seconds:.1f}|{times[len(times) // 2]:.2f} s|{times[-1]:.1f} s|")
    print("\n|measured|result|\n|---|---|")
    print(f"|clients, minutes|{arguments.clients}, {seconds / 60:.0f}|")
    for event, count in sorted(events.items()):
        print(f"|{event}|{count} times|")
    grown = False
    for world in worlds:
        (first, last), descriptors = level(world, 2), level(world, 3)
        grown |= last > 1.25 * first + 16 or descriptors[1] > 2 * descriptors[0] + 64
        print(
            f"|{world.name}: memory in the first and the last third after the last kill|{first:.0f} and {last:.0f} MiB|\n"
            f"|… descriptors|{descriptors[0]} and {descriptors[1]}|")
    print(f"|keys read back|{sum(len(client.possible) for client in clients)}|\n|lost or half|{len(lost)}|")
    print(f"|wrong answers|{len(report.wrong)}|\n|files left behind|{len(leftovers)}|\n|exit statuses|{stops}|")
    for problem in [*report.wrong[:20], *lost[:20], *leftovers[:20], *crashes]:
        print(problem, file=sys.stderr)
    is_bad = report.wrong or lost or leftovers or crashes or any(stops) or any(running) or grown
    raise SystemExit(1 if is_bad else 0)


main()
