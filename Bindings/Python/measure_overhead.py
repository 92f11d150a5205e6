"""What a call from Python costs beside the engine itself.

    python measure_overhead.py        with the wheel and numpy and Pillow installed

All that is compared is done in turn, and a share is the median of the differences of such pairs, so that other work on
the machine hardly changes it.

Bytes: what a call takes beyond decoding, filtering and encoding as the engine times them in that very call.
Arrays: CPU time of a call that filters nothing, which is all but the filters (the pixels are copied in and out), over
that of one that filters, less the former. And a call beside what the engine says that it filtered the same pixels of a
PNG for, by the clock on the wall.
"""

import io
import statistics
import subprocess
import sys
import time

import numpy
from PIL import Image

import image_enhance

RUNS = 41


def picture(height: int, width: int) -> numpy.ndarray:
    random = numpy.random.default_rng(1)
    rows, columns = numpy.mgrid[:height, :width]
    scene = 120 + 50 * numpy.sin(rows / 40) + 40 * ((columns // 90 + rows // 70) % 2)
    return numpy.clip(scene[..., None] + random.normal(0, 8, (height, width, 3)), 0, 255).astype("uint8")


def timed(clock, function, *arguments, **options):
    started = clock()
    result = function(*arguments, **options)
    return result, clock() - started


def file(array: numpy.ndarray, kind: str, **options) -> bytes:
    target = io.BytesIO()
    Image.fromarray(array).save(target, kind, **options)
    return target.getvalue()


def report(what: str, pairs) -> None:
    """Of pairs: seconds beside the engine, seconds of the engine."""
    beside = 1000 * statistics.median(beside for beside, _ in pairs)
    engine = 1000 * statistics.median(engine for _, engine in pairs)
    share = 100 * statistics.median(beside / engine for beside, engine in pairs)
    print(f"{what:<42}{beside:6.2f} ms beside {engine:6.1f} ms of the engine: {share:5.2f} % on top")


def main() -> None:
    array = picture(1000, 1000)
    jpeg, png = file(array, "jpeg", quality=92), file(array, "png", compress_level=1)
    enhancer, nothing = image_enhance.Enhancer(), image_enhance.Enhancer(0, 0)
    out = numpy.empty_like(array)
    files, copies, arrays = [], [], []
    for _ in range(RUNS):
        result, seconds = timed(time.perf_counter, enhancer.enhance, jpeg)
        engine = result.decode_seconds + result.filter_seconds + result.encode_seconds
        files.append((seconds - engine, engine))
        beside = timed(time.process_time, nothing.enhance, array, out=out)[1]
        copies.append((beside, timed(time.process_time, enhancer.enhance, array, out=out)[1] - beside))
        filters = enhancer.enhance(png).filter_seconds
        arrays.append((timed(time.perf_counter, enhancer.enhance, array, out=out)[1] - filters, filters))
    report("bytes, 1 MP JPEG", files)
    report("arrays, 1 MP RGB, CPU time", copies)
    report("arrays, 1 MP RGB, beside the filters of PNG", arrays)
    pixel = numpy.zeros((1, 1), "uint8")
    smallest = statistics.median(timed(time.process_time, enhancer.enhance, pixel)[1] for _ in range(1000))
    print(f"one pixel: {1e6 * smallest:.0f} µs of CPU time")
    script = "import time; t = time.process_time(); import image_enhance; print(time.process_time() - t)"
    imports = [float(subprocess.check_output([sys.executable, "-c", script])) for _ in range(21)]
    print(f"import: {1000 * statistics.median(imports):.0f} ms of CPU time")


if __name__ == "__main__":
    main()
