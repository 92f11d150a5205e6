"""What Spark and Ray cost beside the command-line tool: CPU seconds for the same pictures, in turn.

    .venv-clusters/bin/python measure_clusters.py [ROUNDS]        after make test-clusters, which makes .venv-clusters

400 JPEGs are done by the tool and by Spark `local[2]` in turn, then by the tool and by Ray. Both engines are warm, as
they have done all pictures once before. Their CPU seconds are those of all processes: JVM, Ray's own and workers. Ratios
are medians of those of the rounds. All that is written is compared with the tool's bytes.
"""

import filecmp
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / ".build/release/enhance"
PICTURE = ROOT / "testdata/jpeg/village.jpg"
MEGAPIXELS = 768 * 512 / 1e6
COUNT = 400
NAMES = [f"{number}.jpg" for number in range(COUNT)]


def cpu_seconds_below() -> float:
    """CPU time of this process and all below it, those that have ended included."""
    parents, ticks = {}, {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(entry)] = int(fields[1])
        ticks[int(entry)] = sum(map(int, fields[11:15]))
    below = {os.getpid()}
    while found := {process for process, parent in parents.items() if parent in below} - below:
        below |= found
    return sum(ticks[process] for process in below) / os.sysconf("SC_CLK_TCK")


def tool(source: Path, target: Path) -> float:
    """CPU seconds of the tool alone, whatever an idle engine does meanwhile."""
    process = subprocess.Popen([TOOL, source, "--output-directory", target], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"the tool ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def spark():
    from pyspark.sql import SparkSession

    import image_enhance.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def run(pairs):
        image_enhance.spark.enhance(session.createDataFrame(pairs, ["source", "target"])).collect()

    return run, session.stop


def ray():
    import ray.data

    import image_enhance.ray

    ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    def run(pairs):
        rows = [{"source": source, "target": target} for source, target in pairs]
        image_enhance.ray.enhance(ray.data.from_items(rows)).take_all()

    return run, ray.shutdown


def measure(name: str, start, source: Path, rounds: int) -> None:
    expected, target = source.with_name("tool"), source.with_name(name)
    pairs = [(str(source / name), str(target / name)) for name in NAMES]
    run, stop = start()
    taken = []
    for _ in range(rounds + 1):
        shutil.rmtree(expected, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        alone = tool(source, expected)
        before = cpu_seconds_below()
        run(pairs)
        taken.append((alone, cpu_seconds_below() - before))
        differing = filecmp.cmpfiles(expected, target, NAMES, shallow=False)[1:]
        if any(differing):
            sys.exit(f"{name}: other bytes than the tool's, or none: {differing}")
    stop()
    # The first round warms the engine up.
    del taken[0]
    seconds = statistics.median(engine for _, engine in taken)
    ratio = statistics.median(engine / alone for alone, engine in taken)
    print(f"{name}: {seconds:.1f} s, {ratio:.2f} × the tool's, {COUNT * MEGAPIXELS / seconds:.2f} megapixels a CPU second")
    print("    rounds, the tool and the engine: " + ", ".join(f"{alone:.1f} {engine:.1f}" for alone, engine in taken))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "in")
        source.mkdir()
        for name in NAMES:
            shutil.copy(PICTURE, source / name)
        print(f"{COUNT} JPEGs of {MEGAPIXELS:.2f} megapixels, {rounds} rounds, warm")
        measure("Spark local[2]", spark, source, rounds)
        measure("Ray", ray, source, rounds)


if __name__ == "__main__":
    main()
