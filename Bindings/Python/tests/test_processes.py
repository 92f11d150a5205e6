"""Threads, forks, pools, Ctrl-C, other packages in the same process."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

import image_enhance
from conftest import ROOT, noisy


def test_an_enhancer_can_be_pickled(small):
    enhancer = image_enhance.Enhancer(2, 4, quality=80, ignore_error=True)
    again = pickle.loads(pickle.dumps(enhancer))
    assert again.parameters == enhancer.parameters and again(small).bytes == enhancer(small).bytes
    assert repr(again) == repr(enhancer)


def test_threads_share_an_enhancer(small):
    enhancer = image_enhance.Enhancer(method="bilateral")
    expected = enhancer(small).bytes
    with ThreadPoolExecutor(4) as pool:
        assert all(result.bytes == expected for result in pool.map(enhancer, [small] * 24))


def test_the_lock_is_released(jpeg):
    started, counted = threading.Event(), [0]

    def work():
        started.set()
        image_enhance.enhance(jpeg)

    worker = threading.Thread(target=work)
    worker.start()
    started.wait()
    while worker.is_alive():
        counted[0] += 1
        time.sleep(0.001)
    assert counted[0] > 10


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_process_pools(method, threads, small):
    # Used before the fork, and by another thread during it.
    enhancer = image_enhance.Enhancer(method="bilateral", threads=threads)
    expected = enhancer(small).bytes
    stop = threading.Event()
    busy = threading.Thread(target=lambda: [enhancer(small) for _ in iter(stop.is_set, True)])
    busy.start()
    try:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
            results = list(pool.map(enhancer, [small] * 12, timeout=300))
    finally:
        stop.set()
        busy.join()
    assert all(result.bytes == expected for result in results)


def test_a_cancellation_stops_a_call_of_another_thread(jpeg):
    cancellation = image_enhance.Cancellation()
    timer = threading.Timer(0.05, cancellation.cancel)
    timer.start()
    with pytest.raises(image_enhance.Cancelled):
        for _ in range(200):
            image_enhance.enhance(jpeg, 5, cancellation=cancellation)
    with pytest.raises(image_enhance.Cancelled):
        image_enhance.enhance(jpeg, cancellation=cancellation, ignore_error=True)


def test_progress_is_told_and_stops(jpeg):
    told = []
    image_enhance.enhance(jpeg, progress=told.append)
    assert told == sorted(told) and told[-1] == 1
    with pytest.raises(image_enhance.Cancelled):
        image_enhance.enhance(jpeg, progress=lambda done: False)

    def fail(done):
        raise LookupError("from progress")

    array = noisy((200, 200))
    out = array.copy()
    with pytest.raises(LookupError, match="from progress"):
        image_enhance.enhance(array, out=out, progress=fail)
    assert (out == array).all()


INTERRUPTED = """
import os, signal, sys, threading, time
import image_enhance
data = open(sys.argv[1], "rb").read()
# Processes in the background start without it: shells tell them to ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
handler = signal.getsignal(signal.SIGINT)
started = time.monotonic()
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    for _ in range(1000):
        image_enhance.enhance(data, 5, 5)
except KeyboardInterrupt:
    assert time.monotonic() - started < 30
    assert signal.getsignal(signal.SIGINT) is handler
    image_enhance.enhance(data)
    print("interrupted")
"""


def test_ctrl_c_stops_a_call(tmp_path, jpeg):
    path = ROOT / "testdata/jpeg/village.jpg"
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(path)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0 and done.stdout == "interrupted\n" and not done.stderr, done


WITH_OTHERS = """
import hashlib, importlib.util, pathlib, sys
names = [name for name in ("PIL.Image", "cv2", "skimage.io") if importlib.util.find_spec(name.split(".")[0])]
if sys.argv[1] == "before":
    for name in names: importlib.import_module(name)
    if "PIL.Image" in names: sys.modules["PIL.Image"].init()
import image_enhance
def digests(): return [hashlib.sha256(image_enhance.enhance(path).bytes).hexdigest() for path in sys.argv[2:]]
print(*digests())
for name in names: importlib.import_module(name)
if "PIL.Image" in names:
    sys.modules["PIL.Image"].init()
    for path in sys.argv[2:]: sys.modules["PIL.Image"].open(path).load()
print(*digests())
"""


def test_other_imaging_packages_change_nothing():
    import hashlib
    import importlib.util

    found = [name for name in ("PIL", "cv2", "skimage") if importlib.util.find_spec(name)]
    if not found:
        pytest.skip("neither Pillow nor OpenCV nor scikit-image is installed")
    paths = [str(path) for path in sorted((ROOT / "testdata/jpeg").iterdir())[:3]]
    paths += [str(path) for path in sorted((ROOT / "testdata/webp").iterdir())[:2]]
    expected = " ".join(hashlib.sha256(image_enhance.enhance(path).bytes).hexdigest() for path in paths)
    for when in ("before", "after"):
        # Every library of the process sees every symbol: what a host that loads codecs globally does.
        script = "import os, sys; sys.setdlopenflags(os.RTLD_NOW | os.RTLD_GLOBAL)" + WITH_OTHERS
        done = subprocess.run([sys.executable, "-c", script, when, *paths], capture_output=True, text=True, timeout=300)
        assert done.stdout.splitlines() == [expected, expected], done


def test_import_needs_no_numpy_and_little_time():
    script = "import sys, image_enhance; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_without_a_pool(small):
    expected = image_enhance.enhance(small).bytes
    child = os.fork()
    if child == 0:
        signal.alarm(120)
        os._exit(0 if image_enhance.enhance(small).bytes == expected else 1)
    assert os.waitpid(child, 0)[1] == 0
