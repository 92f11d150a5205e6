import os
import signal
import sys
import threading
import time

import pytest

pyspark = pytest.importorskip("pyspark")
from conftest import descendants  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import image_enhance.spark  # noqa: E402


@pytest.fixture
def session(request):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(request.param).config("spark.ui.enabled", "false")
    # Executors on this machine alone.
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.task.maxFailures", "8").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("session", ["local[2]"], indirect=True)
def test_a_manifest_is_done_and_resumed(session, pictures):
    manifest = session.createDataFrame(pictures.rows, ["source", "target"])
    report = image_enhance.spark.enhance(manifest, denoise=2).cache()
    pictures.check([row.asDict() for row in report.collect()])
    left = image_enhance.spark.enhance(manifest, report=report, denoise=2)
    assert left.count() == sum(row.error_code is not None for row in report.collect())


@pytest.mark.parametrize("session", ["local[2]"], indirect=True)
def test_partitions_are_by_bytes(session, pictures):
    rows = [(*pair, 1 << 20) for pair in pictures.rows]
    manifest = session.createDataFrame(rows, ["source", "target", "bytes"])
    assert image_enhance.spark.enhance(manifest, partition_bytes=5 << 20).rdd.getNumPartitions() == 40


# Three times in a row: a kill hits another moment each time.
@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("session", ["local-cluster[2,1,1024]"], indirect=True)
def test_a_killed_executor_loses_nothing(session, pictures, attempt):
    manifest = session.createDataFrame(pictures.rows, ["source", "target"])
    killed = []

    def kill():
        while not (pictures.target.exists() and len(os.listdir(pictures.target)) > 20):
            time.sleep(0.01)
        for process, command in descendants():
            if "CoarseGrainedExecutorBackend" in command:
                os.kill(process, signal.SIGKILL)
                killed.append(process)
                return

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    rows = image_enhance.spark.enhance(manifest, denoise=2, partition_rows=10).collect()
    killer.join(10)
    assert killed
    pictures.check([row.asDict() for row in rows])
