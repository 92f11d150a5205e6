import os
import signal
import threading
import time

import pytest

ray = pytest.importorskip("ray")
import ray.data  # noqa: E402
from conftest import descendants  # noqa: E402

import image_enhance.ray  # noqa: E402


@pytest.fixture(scope="module")
def cluster():
    # Starting has a limit of 30 seconds that can't be changed, which a busy machine may miss.
    for attempt in range(5):
        try:
            ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False)
            break
        except Exception:
            ray.shutdown()
            if attempt == 4:
                raise
    yield
    ray.shutdown()


def manifest(pictures):
    return ray.data.from_items([{"source": source, "target": target} for source, target in pictures.rows])


def test_a_manifest_is_done(cluster, pictures):
    pictures.check(image_enhance.ray.enhance(manifest(pictures), denoise=2, batch_size=10).take_all())


@pytest.mark.parametrize("attempt", range(3))
def test_a_killed_worker_loses_nothing(cluster, pictures, attempt):
    killed = []

    def kill():
        while not (pictures.target.exists() and len(os.listdir(pictures.target)) > 20):
            time.sleep(0.01)
        for process, command in descendants():
            # Ray joins what it can into one step: ray::Project->MapBatches(work).
            if command.startswith("ray::") and "MapBatches" in command:
                os.kill(process, signal.SIGKILL)
                killed.append(process)
                return

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    rows = image_enhance.ray.enhance(manifest(pictures), denoise=2, batch_size=5).take_all()
    killer.join(10)
    assert killed
    pictures.check(rows)
