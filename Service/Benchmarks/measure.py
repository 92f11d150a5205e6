"""What the service costs beside the bare engine, and how it bears load. Prints a table in Markdown.

Run by `make bench-service`. Times are of a machine that may be shared; CPU seconds bear that better.
"""

import os
import pathlib
import random
import resource
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("ENHANCE_SERVER", str(ROOT / "Service/.build/release/enhance-server"))
os.environ.setdefault("ENHANCE_TOOL", str(ROOT / ".build/release/enhance"))
sys.path.insert(0, str(ROOT / "Service/Tests/EndToEnd"))

from harness.server import BUCKET, Server, free_port  # noqa: E402

ENHANCE = "ci-process=AIEnhanceImage"
SMALL = ROOT / "testdata/jpeg/gray.jpg"
ROUNDS, REPEATS = 12, 100


def noise_png(width, height):
    """A gray picture of noise, which takes the engine as long as any."""
    generator = random.Random(1)
    rows = b"".join(b"\0" + bytes(96 + (value & 63) for value in generator.randbytes(width)) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tool_cpu(folder, count):
    """CPU seconds of the command-line tool for `count` copies of the small picture, one thread."""
    source, target = folder / f"in{count}", folder / "out"
    source.mkdir(exist_ok=True)
    for index in range(count):
        (source / f"{index}.jpg").write_bytes(SMALL.read_bytes())
    before = cpu_of_children()
    subprocess.run(
        [os.environ["ENHANCE_TOOL"], source, "--output-directory", target, "--jobs", "1", "--threads", "1", "--quiet"],
        check=True, stdout=subprocess.DEVNULL)
    used = cpu_of_children() - before
    shutil.rmtree(target)
    return used


def small_images(folder):
    """The engine and the server take turns: a shared machine's speed changes more within a minute than they differ."""
    server = Server(folder / "small", "--anonymous", "all")
    server.store("a.jpg", SMALL.read_bytes())
    request = server.head("GET", f"/a.jpg?{ENHANCE}", key=None)
    latencies, engine, service = [], [], []
    with server.connect() as connection:

        def ask(count):
            for _ in range(count):
                begin = time.monotonic()
                connection.send(request)
                assert connection.answer().status == 200
                latencies.append(time.monotonic() - begin)

        ask(REPEATS)
        latencies.clear()
        for _ in range(ROUNDS):
            engine.append((tool_cpu(folder, REPEATS + 1) - tool_cpu(folder, 1)) / REPEATS)
            before = server.metric("process_cpu_seconds_total")
            ask(REPEATS)
            service.append((server.metric("process_cpu_seconds_total") - before) / REPEATS)
    assert server.stop() == 0
    more = statistics.median(asked - bare for asked, bare in zip(service, engine))
    yield "small image (256 × 192), one connection: requests/s", f"{1 / statistics.mean(latencies):.0f}"
    yield "… latency, median and worst", f"{statistics.median(latencies) * 1e3:.1f} and {max(latencies) * 1e3:.1f} ms"
    yield (
        f"… CPU a request, of the bare engine, and what the service adds (medians of {ROUNDS} rounds by turns)",
        f"{statistics.median(service) * 1e3:.1f}, {statistics.median(engine) * 1e3:.1f} and {more * 1e3:.2f} ms")


def health_under_load(folder, picture):
    server = Server(folder / "health", "--anonymous", "all", "--workers", 2, "--queue", 16, "--queue-timeout", 600)
    server.store("a.png", picture)
    threads = [
        threading.Thread(target=lambda s=s: server.get(f"/a.png?{ENHANCE}&denoise=3&sharpen={s}", key=None, timeout=600))
        for s in range(4)
    ] + [
        threading.Thread(target=lambda s=s: server.get(f"/a.png?{ENHANCE}&denoise=2&sharpen={s}", key=None, timeout=600))
        for s in range(4)
    ]
    for thread in threads:
        thread.start()
    latencies = []
    while any(thread.is_alive() for thread in threads):
        begin = time.monotonic()
        assert server.admin("/health").status == 200
        latencies.append(time.monotonic() - begin)
        time.sleep(0.01)
    assert server.stop() == 0
    yield (
        f"/health during 8 jobs of 12 MP on 2 workers ({len(latencies)} asked): median, worst",
        f"{statistics.median(latencies) * 1e3:.1f} ms, {max(latencies) * 1e3:.0f} ms")


def memory(folder, picture):
    budget = 64 << 20
    server = Server(
        folder / "memory", "--anonymous", "all", "--workers", 8, "--queue", 64, "--queue-timeout", 600,
        "--memory", budget)
    levels = [(d, s) for d in (1, 2) for s in range(6)]
    for index in range(64):
        server.store(f"{index}.png", picture)
    before = server.metric("process_resident_memory_bytes")
    statuses = []

    def client(index):
        denoise, sharpen = levels[index % len(levels)]
        target = f"/{index}.png?{ENHANCE}&denoise={denoise}&sharpen={sharpen}"
        statuses.append(server.get(target, key=None, timeout=600).status)

    threads = [threading.Thread(target=client, args=(index,)) for index in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    peak = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) << 10
    assert server.stop() == 0
    yield (
        f"peak memory, 64 clients at once with 3 MP each, 8 workers, --memory 64 MiB ({statuses.count(200)} × 200)",
        f"{peak / (1 << 20):.0f} MiB (idle {before / (1 << 20):.0f} MiB)")


def stopping(folder, picture):
    server = Server(folder / "stop", "--anonymous", "all", "--shutdown-timeout", 2)
    server.store("a.png", picture)
    begin = time.monotonic()
    assert server.stop() == 0
    yield "SIGTERM to exit, idle", f"{time.monotonic() - begin:.2f} s"
    server.start()
    with server.connect() as connection:
        connection.send(server.head("GET", f"/a.png?{ENHANCE}&denoise=5", key=None))
        while server.metric("enhance_images_running") < 1:
            time.sleep(0.01)
        begin = time.monotonic()
        assert server.stop() == 0
    yield "… with an image of 12 MP in work and --shutdown-timeout 2", f"{time.monotonic() - begin:.2f} s"


def photographs():
    """Large ones of the data set, where it is there."""
    for path in sorted(pathlib.Path(os.environ.get("IMAGE_ENHANCE_DATA", "/nonexistent")).glob("big/*.jpg")):
        yield f"photograph {path.stem.split('_')[0]} of the data set, JPEG, {path.stat().st_size / 1e6:.1f} MB", path.read_bytes(), 4


def on_an_s3_store(folder, pictures):
    """What a core manages when objects come from an S3 store: no two requests want the same."""
    port = free_port()
    program = pathlib.Path(__file__).with_name("file_s3.py")
    with subprocess.Popen([sys.executable, program, str(port), folder / "objects", BUCKET]) as store:
        server = Server(
            folder, "--anonymous", "all", "--store", "s3", "--s3-endpoint", f"http://127.0.0.1:{port}",
            "--max-object-bytes", 256 << 20,
            variables={"ENHANCE_S3_ACCESS_KEY": "id", "ENHANCE_S3_SECRET_KEY": "secret"})
        for label, picture, count in pictures:
            for index in range(count + 1):
                while server.put(f"/{index}", picture, key=None).status != 200:
                    time.sleep(0.1)
            for index in range(count + 1):
                if index == 1:
                    before = server.metric("process_cpu_seconds_total")
                assert server.get(f"/{index}?{ENHANCE}", key=None, timeout=600).status == 200
            cpu = (server.metric("process_cpu_seconds_total") - before) / count
            yield f"from an S3 store, {label}: CPU a picture; pictures a second and core", f"{cpu * 1e3:.0f} ms; {1 / cpu:.1f}"
        assert server.stop() == 0
        store.kill()


def main():
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in ("small", "health", "memory", "stop", "s3"):
            (folder / part).mkdir()
        large, medium = noise_png(4000, 3000), noise_png(2000, 1500)
        for measurement in (
            small_images(folder), health_under_load(folder, large), memory(folder, medium), stopping(folder, large),
            on_an_s3_store(folder / "s3", [
                ("JPEG of 768 × 512", (ROOT / "testdata/jpeg/village.jpg").read_bytes(), 40),
                ("PNG of noise, 12 MP, gray", large, 6), *photographs()]),
        ):
            rows += measurement
    print("|measured|result|\n|---|---|")
    for label, value in rows:
        print(f"|{label}|{value}|")
    print(f"\nWritten by `make bench-service`; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


main()
