"""Enhances what a manifest lists: python -m image_enhance.batch manifest.parquet --engine spark|ray|local

The manifest is a Parquet or CSV file, or for Spark and Ray a folder of such, with the columns source and target. The
report has a row a picture; with --resume an earlier report's successes are left out. Exit status: 0 all done, 1 some
failed, 2 none done, 64 wrong usage, 70 the engine failed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
import traceback
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Deque, Dict, Iterable, Iterator, List, Optional, Tuple

from .objects import COLUMNS, Row, failure, process

Pair = Tuple[str, str]


def main(arguments: Optional[List[str]] = None) -> int:
    options = _parser().parse_args(arguments)
    settings: Dict[str, Any] = {"denoise": options.denoise, "sharpen": options.sharpen, **options.storage}
    if options.ignore_error:
        settings["ignore_error"] = True
    if options.timeout is not None:
        settings["timeout"] = options.timeout
    try:
        done, failed = _ENGINES[options.engine](options, settings)
    except ImportError as error:
        print(f"{error}: pip install 'image-enhance[{options.engine}]'", file=sys.stderr)
        return 64
    except (OSError, ValueError) as error:
        print(f"{options.manifest}: {error}", file=sys.stderr)
        return 64
    # Python's own status for this would be 1.
    except Exception:  # noqa: BLE001
        traceback.print_exc()
        return 70
    print(f"{done} enhanced, {failed} failed; report in {options.report}", file=sys.stderr)
    return 0 if failed == 0 else 1 if done else 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m image_enhance.batch",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("manifest", help="Parquet or CSV with the columns source and target")
    parser.add_argument("--engine", choices=list(_ENGINES), default="local", help="what spreads the work (local)")
    parser.add_argument("--report", default="report.parquet", help="where to write the report (report.parquet)")
    parser.add_argument("--resume", metavar="REPORT", help="leave out what this earlier report has without an error")
    parser.add_argument("--denoise", type=int, default=3, help="level 0 to 5 (3)")
    parser.add_argument("--sharpen", type=int, default=3, help="level 0 to 5 (3)")
    parser.add_argument("--ignore-error", action="store_true", help="copy originals that can't be enhanced")
    parser.add_argument("--timeout", type=float, help="seconds after which a picture is given up")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes of the local engine (cores)")
    parser.add_argument(
        "--storage", type=json.loads, default={}, metavar="JSON", help="""options of the storage, '{"anon": true}'"""
    )
    return parser


# ---- Engines: each answers how many pictures were done and how many failed


def _local(options: argparse.Namespace, settings: Dict[str, Any]) -> Tuple[int, int]:
    import pandas

    table = _table(options.manifest)
    if options.resume:
        table = _without(table, _table(options.resume))
    pairs = list(zip(table["source"], table["target"]))
    rows = list(_progress(_in_processes(pairs, options.workers, settings), len(pairs)))
    report = pandas.DataFrame(rows, columns=list(COLUMNS))
    report = report.astype({name: "Int64" for name, kind in COLUMNS.items() if kind == "int64"})
    if options.report.endswith(".csv"):
        report.to_csv(options.report, index=False)
    else:
        report.to_parquet(options.report, index=False)
    failed = int(report["error_code"].notna().sum())
    return len(report) - failed, failed


def _spark(options: argparse.Namespace, settings: Dict[str, Any]) -> Tuple[int, int]:
    from pyspark.sql import SparkSession

    from . import spark

    session = SparkSession.builder.config("spark.ui.showConsoleProgress", "true").getOrCreate()
    # Where workers are on this machine they are of this environment, whichever `python3` comes first in the path.
    if session.sparkContext.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
        session.sparkContext.pythonExec = sys.executable

    def read(path: str) -> Any:
        return session.read.csv(path, header=True) if path.endswith(".csv") else session.read.parquet(path)

    earlier = read(options.resume) if options.resume else None
    spark.enhance(read(options.manifest), report=earlier, **settings).write.mode("error").parquet(options.report)
    report = session.read.parquet(options.report)
    failed = report.where("error_code IS NOT NULL").count()
    return report.count() - failed, failed


def _ray(options: argparse.Namespace, settings: Dict[str, Any]) -> Tuple[int, int]:
    import pyarrow
    import ray.data

    from . import ray as on_ray

    def read(path: str) -> Any:
        return ray.data.read_csv(path) if path.endswith(".csv") else ray.data.read_parquet(path)

    manifest = read(options.manifest)
    if options.resume:
        left = _without(manifest.to_pandas(), read(options.resume).to_pandas())
        manifest = ray.data.from_arrow(pyarrow.Table.from_pandas(left, preserve_index=False))
    if os.path.exists(options.report):
        raise ValueError(f"the report {options.report} is there already")
    report = on_ray.enhance(manifest, **settings).materialize()
    report.write_parquet(options.report)
    failed = report.filter(lambda row: row["error_code"] is not None).count()
    return report.count() - failed, failed


_ENGINES = {"local": _local, "spark": _spark, "ray": _ray}


# ---- The local engine's processes


_ATTEMPTS = 3


def _in_processes(pairs: Iterable[Pair], workers: int, settings: Dict[str, Any]) -> Iterator[Row]:
    """The rows of all pictures, in any order. Processes that die are replaced and their pictures done again."""
    waiting: Deque[Pair] = deque(pairs)
    attempts: Counter[Pair] = Counter()
    # Spawned: a forked process would have the locks of the parent's threads, and of storage libraries.
    context = multiprocessing.get_context("spawn")
    while waiting:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            running: Dict[Future[Row], Pair] = {}
            try:
                while waiting or running:
                    while waiting and len(running) < 4 * workers:
                        pair = waiting.popleft()
                        running[pool.submit(_one, pair, settings)] = pair
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        row = future.result()
                        del running[future]
                        yield row
            except BrokenProcessPool:
                for pair in running.values():
                    attempts[pair] += 1
                    if attempts[pair] < _ATTEMPTS:
                        waiting.append(pair)
                    else:
                        yield failure(*pair, "died", f"its process died {_ATTEMPTS} times", settings)


def _one(pair: Pair, settings: Dict[str, Any]) -> Row:
    return process(*pair, **settings)


def _table(path: str) -> Any:
    import pandas

    table = pandas.read_csv(path) if path.endswith(".csv") else pandas.read_parquet(path)
    missing = {"source", "target"} - set(table.columns)
    if missing:
        raise ValueError(f"no column {' and '.join(sorted(missing))}")
    return table


def _without(table: Any, report: Any) -> Any:
    """The rows that the report does not have, or has with an error."""
    done = report[report["error_code"].isna()]
    pairs = set(zip(done["source"], done["target"]))
    return table[[pair not in pairs for pair in zip(table["source"], table["target"])]]


def _progress(rows: Iterable[Row], total: int) -> Iterable[Row]:
    """Passes rows on and shows how many came, on a terminal."""
    started = last = time.monotonic()
    for count, row in enumerate(rows, 1):
        yield row
        now = time.monotonic()
        if sys.stderr.isatty() and (now - last > 0.2 or count == total):
            last = now
            left = (now - started) / count * (total - count)
            bar = "#" * (30 * count // total)
            print(f"\r[{bar:<30}] {count}/{total}, {left:.0f} s left ", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty() and total:
        print(file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
