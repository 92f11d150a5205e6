"""Measures our filters and the whole job beside OpenCV, scikit-image and libvips: make bench-peers

In every round each instruction set and each peer runs in turn on the same picture, so that other load on the machine
hits all alike; figures are medians over the rounds, and a ratio is the median of the rounds' ratios.
"""
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

# Before NumPy loads, for the child processes too: its idle threads spin, and the peers would pay CPU time for nothing.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import cv2
from skimage.filters import unsharp_mask
from skimage.restoration import denoise_bilateral, denoise_nl_means

import pictures
import report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FILTER_BENCH = HERE.parent / ".build/release/filter-bench"
ENHANCE = ROOT / ".build/release/enhance"
ROUNDS = int(os.environ.get("ROUNDS", 5))
SLOW = 4  # seconds; a peer that takes longer runs in two rounds only

NLM = ["nlm", "--h", "10", "--template", "7", "--search", "21"]
BILATERAL = ["bilateral", "--diameter", "9", "--sigma-range", "25", "--sigma-space", "5"]
UNSHARP = ["unsharp", "--sigma", "1", "--amount", "0.5"]


def opencv_unsharp(image):
    return cv2.addWeighted(image, 1.5, cv2.GaussianBlur(image, (0, 0), 1.0), -0.5, 0)


def skimage_unsharp(image):
    # The axis counted from the front: 0.26 filters only the first rows when it is -1.
    return unsharp_mask(image, radius=1, amount=0.5, channel_axis=2 if image.ndim == 3 else None)


def skimage_nlm(image):
    """scikit-image counts the search by its radius, and in colour wants h on the scale of its samples."""
    return denoise_nl_means(
        image, patch_size=7, patch_distance=10, h=10, fast_mode=True, preserve_range=True,
        channel_axis=-1 if image.ndim == 3 else None)


def skimage_bilateral(image):
    return denoise_bilateral(image, win_size=9, sigma_color=25 / 255, sigma_spatial=5)


# What is measured: name, picture, our filter, its runs in a round, and the peers.
FILTERS = [
    ("NLM 7/21, h 10, gray", "gray.pgm", NLM, 2, {
        "OpenCV fastNlMeansDenoising": lambda a: cv2.fastNlMeansDenoising(a, None, 10, 7, 21),
        "scikit-image denoise_nl_means": skimage_nlm}),
    ("bilateral 9, 25, 5, gray", "gray.pgm", BILATERAL, 7, {
        "OpenCV bilateralFilter": lambda a: cv2.bilateralFilter(a, 9, 25, 5),
        "scikit-image denoise_bilateral": skimage_bilateral}),
    ("bilateral 9, 25, 5, colour", "colour.ppm", BILATERAL, 5, {
        "OpenCV bilateralFilter": lambda a: cv2.bilateralFilter(a, 9, 25, 5)}),
    ("unsharp σ 1, 0.5, gray", "gray.pgm", UNSHARP, 21, {
        "OpenCV GaussianBlur + addWeighted": opencv_unsharp, "scikit-image unsharp_mask": skimage_unsharp}),
    ("unsharp σ 1, 0.5, colour", "colour.ppm", UNSHARP, 21, {
        "OpenCV GaussianBlur + addWeighted": opencv_unsharp, "scikit-image unsharp_mask": skimage_unsharp}),
    ("denoise 3, RGB", "colour.ppm", ["denoise", "--level", "3"], 3, {
        "OpenCV fastNlMeansDenoisingColored": lambda a: cv2.fastNlMeansDenoisingColored(a, None, 10, 10, 7, 21),
        "scikit-image denoise_nl_means": skimage_nlm}),
    ("sharpen 3, RGB", "colour.ppm", ["sharpen", "--level", "3"], 9, {
        "OpenCV GaussianBlur + addWeighted": opencv_unsharp}),
]


def middle(runs):
    """The median of (CPU, wall) pairs, the first run, which warms caches, left out where there are enough."""
    kept = runs[1:] if len(runs) > 2 else runs
    return tuple(statistics.median(values) for values in zip(*kept))


def run_ours(words, picture, instruction_set, repeats):
    with tempfile.NamedTemporaryFile(suffix=picture.suffix) as output:
        done = subprocess.run(
            [FILTER_BENCH, *words, "--input", picture, "--output", output.name, "--isa", instruction_set,
             "--repeat", str(repeats)], capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    return middle(list(zip(result["cpuSeconds"], result["seconds"])))


def run_peer(function, image, repeats):
    runs = []
    for _ in range(repeats):
        cpu, wall = time.process_time(), time.perf_counter()
        function(image)
        runs.append((time.process_time() - cpu, time.perf_counter() - wall))
        if runs[0][1] > SLOW / 4:
            break
    return middle(runs)


def interleave(contestants):
    """Runs each contestant once a round; {name: [(CPU, wall, …) or None]}."""
    runs = {name: [] for name in contestants}
    for number in range(ROUNDS):
        for name, contestant in contestants.items():
            skip = number >= 2 and runs[name][0][1] > SLOW
            runs[name].append(None if skip else contestant())
    return runs


def available_instruction_sets(picture):
    found = []
    for name in ("baseline", "avx2", "avx512"):
        try:
            run_ours(UNSHARP, picture, name, 1)
            found.append(name)
        except subprocess.CalledProcessError:
            print(f"{name}: not on this processor")
    return found


def measure_filters(folder):
    sets = available_instruction_sets(folder / "gray.pgm")
    results = []
    for name, file, words, repeats, peers in FILTERS:
        print(name, flush=True)
        picture = folder / file
        image = cv2.imread(str(picture), cv2.IMREAD_UNCHANGED)
        contestants = {s: lambda s=s: run_ours(words, picture, s, repeats) for s in sets}
        contestants |= {n: lambda f=f: run_peer(f, image, repeats) for n, f in peers.items()}
        results.append((name, list(peers), interleave(contestants), image.shape[0] * image.shape[1] / 1e6))
    return sets, results


def run_process(words):
    """(CPU s, wall s, peak MB) of a program from its start to its end."""
    done = subprocess.run(
        [sys.executable, HERE / "run_measured.py", *map(str, words)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def measure_job(folder):
    print("whole job", flush=True)
    source, target = folder / "job.jpg", folder / "out.jpg"
    # Quality 92 everywhere, which is the source's.
    jobs = {f"enhance, {n} thread{'s' * (n > 1)}": [ENHANCE, source, "-o", target, "--threads", n]
            for n in (1, 2)}
    for name, work in (("NLM + unsharp", "nlm"), ("bilateral + unsharp", "bilateral"), ("decode + encode only", "copy")):
        jobs[f"OpenCV {name}"] = [sys.executable, HERE / "opencv_job.py", work, source, target]
    if shutil.which("vips"):
        jobs["libvips sharpen only"] = ["env", "VIPS_CONCURRENCY=1", "vips", "sharpen", source, f"{target}[Q=92]", "--sigma", "1"]
    return interleave({name: lambda words=words: run_process(words) for name, words in jobs.items()})


def versions():
    def first_line(*words):
        return subprocess.run(words, capture_output=True, text=True).stdout.splitlines()[0] if shutil.which(words[0]) else None

    return {
        "Swift": first_line("swift", "--version"), "OpenCV": version("opencv-contrib-python-headless"),
        "scikit-image": version("scikit-image"), "NumPy": version("numpy"), "libvips": first_line("vips", "--version"), "Python": platform.python_version()}


def main():
    cv2.setNumThreads(1)
    load = os.getloadavg()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures.make(ROOT, folder)
        sets, filters = measure_filters(folder)
        job = measure_job(folder)
    text, main_table = report.compose(sets, filters, job, versions(), ROUNDS, load)
    target = HERE.parent / f"Results/{platform.machine()}.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text)
    report.into_readme(ROOT / "README.md", main_table)
    print(text)


if __name__ == "__main__":
    main()
