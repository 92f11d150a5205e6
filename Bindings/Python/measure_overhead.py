"""What a call from Python costs beside the engine itself: the engine's own clock against ours, call by call.

    python measure_overhead.py        with the wheel and numpy and Pillow installed

Bytes: the whole call against decoding, filtering and encoding as the engine timed them. Arrays: the whole call against
the filtering of the same pixels as a PNG. Both in turn; the smallest of all runs count, as other work only adds.
"""

import io
import subprocess
import sys
import time

import numpy
from PIL import Image

import image_enhance

RUNS = 25


def picture(height: int, width: int) -> numpy.ndarray:
    random = numpy.random.default_rng(1)
    rows, columns = numpy.mgrid[:height, :width]
    scene = 120 + 50 * numpy.sin(rows / 40) + 40 * ((columns // 90 + rows // 70) % 2)
    return numpy.clip(scene[..., None] + random.normal(0, 8, (height, width, 3)), 0, 255).astype("uint8")


def timed(function, *arguments, **options):
    started = time.perf_counter()
    result = function(*arguments, **options)
    return result, time.perf_counter() - started


def file(array: numpy.ndarray, kind: str, **options) -> bytes:
    target = io.BytesIO()
    Image.fromarray(array).save(target, kind, **options)
    return target.getvalue()


def main() -> None:
    array = picture(1000, 1000)
    jpeg, png = file(array, "jpeg", quality=92), file(array, "png", compress_level=1)
    enhancer = image_enhance.Enhancer()
    out = numpy.empty_like(array)
    engine, calls, filters, arrays = [], [], [], []
    for _ in range(RUNS):
        result, seconds = timed(enhancer.enhance, jpeg)
        engine.append(result.decode_seconds + result.filter_seconds + result.encode_seconds)
        calls.append(seconds - engine[-1])
        filters.append(enhancer.enhance(png).filter_seconds)
        arrays.append(timed(enhancer.enhance, array, out=out)[1])
    print(f"bytes, 1 MP JPEG:   {min(engine):.4f} s in the engine, {100 * min(calls) / min(engine):.2f} % on top")
    print(f"arrays, 1 MP RGB:   {min(filters):.4f} s in the engine, {100 * (min(arrays) / min(filters) - 1):.2f} % on top")
    pixel = numpy.zeros((1, 1), "uint8")
    smallest = min(timed(enhancer.enhance, pixel)[1] for _ in range(1000))
    print(f"one pixel:          {1e6 * smallest:.0f} µs")
    script = "import time; t = time.process_time(); import image_enhance; print(time.process_time() - t)"
    imports = [float(subprocess.check_output([sys.executable, "-c", script])) for _ in range(11)]
    print(f"import:             {1000 * min(imports):.0f} ms of CPU time")


if __name__ == "__main__":
    main()
