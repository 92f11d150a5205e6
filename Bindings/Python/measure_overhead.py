"""What a call from Python costs beside the engine itself, in CPU time, which other work on the machine hardly changes.

    python measure_overhead.py        with the wheel and numpy and Pillow installed

Bytes: what a call takes beyond decoding, filtering and encoding as the engine times them, as a share of the call.
Arrays: a call that filters nothing, which is all but the filters (the pixels are copied in and out), as a share of one
that filters. All in turn; the smallest of all runs count, as other work only adds.
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


def timed(function, *arguments, clock=time.process_time, **options):
    started = clock()
    result = function(*arguments, **options)
    return result, clock() - started


def file(array: numpy.ndarray, kind: str, **options) -> bytes:
    target = io.BytesIO()
    Image.fromarray(array).save(target, kind, **options)
    return target.getvalue()


def report(what: str, call: float, beside: float) -> None:
    share = 100 * beside / (call - beside)
    print(f"{what}:   {call:.4f} s of CPU time, {1000 * beside:.2f} ms of it beside the engine, {share:.2f} % on top")


def main() -> None:
    array = picture(1000, 1000)
    jpeg = file(array, "jpeg", quality=92)
    enhancer, nothing = image_enhance.Enhancer(), image_enhance.Enhancer(0, 0)
    out = numpy.empty_like(array)
    calls, beyond, arrays, copies = [], [], [], []
    for _ in range(RUNS):
        calls.append(timed(enhancer.enhance, jpeg)[1])
        # The engine's clock is the wall's: the difference of two such times of the same call.
        result, seconds = timed(enhancer.enhance, jpeg, clock=time.perf_counter)
        beyond.append(seconds - result.decode_seconds - result.filter_seconds - result.encode_seconds)
        arrays.append(timed(enhancer.enhance, array, out=out)[1])
        copies.append(timed(nothing.enhance, array, out=out)[1])
    report("bytes, 1 MP JPEG", min(calls), min(beyond))
    report("arrays, 1 MP RGB", min(arrays), min(copies))
    pixel = numpy.zeros((1, 1), "uint8")
    smallest = min(timed(enhancer.enhance, pixel)[1] for _ in range(1000))
    print(f"one pixel:          {1e6 * smallest:.0f} µs")
    script = "import time; t = time.process_time(); import image_enhance; print(time.process_time() - t)"
    imports = [float(subprocess.check_output([sys.executable, "-c", script])) for _ in range(11)]
    print(f"import:             {1000 * min(imports):.0f} ms of CPU time")


if __name__ == "__main__":
    main()
