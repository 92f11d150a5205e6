"""Pictures over Spark: a manifest of rows (source, target) in, a report of rows out.

    report = image_enhance.spark.enhance(spark.read.parquet("manifest"), denoise=4)
    report.write.parquet("report")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, Optional

from .objects import COLUMNS, process

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TYPES = {"string": "string", "int64": "bigint", "float64": "double", "bool": "boolean"}
SCHEMA = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in COLUMNS.items())


def enhance(
    df: "DataFrame",
    *,
    report: "Optional[DataFrame]" = None,
    partition_bytes: int = 256 << 20,
    partition_rows: int = 1000,
    **options: Any,
) -> "DataFrame":
    """Enhances what a manifest lists. Nothing happens until the report is written or counted.

    Args:
        df: columns `source` and `target`, addresses as `objects.process` takes them, and perhaps `bytes`, the sizes of
            the sources.
        report: of an earlier run: what it has without an error is left out.
        partition_bytes: of sources in a task, where there is a column `bytes`.
        partition_rows: pictures in a task, where there is none.
        options: as for `objects.process`. `threads` is the number of cores of a task (spark.task.cpus) unless given.

    Returns:
        A row a picture, of `SCHEMA`.
    """
    from pyspark.sql import functions

    if report is not None:
        done = report.where("error_code IS NULL").select("source", "target").distinct()
        df = df.join(done, ["source", "target"], "left_anti")
    size = functions.sum("bytes" if "bytes" in df.columns else functions.lit(1))
    total = df.select(size).first()[0] or 0
    share = partition_bytes if "bytes" in df.columns else partition_rows
    session = df.sparkSession
    count = max(session.sparkContext.defaultParallelism * 4, -(-total // share))
    options.setdefault("threads", int(session.conf.get("spark.task.cpus", "1")))

    def work(batches: "Iterator[Any]") -> "Iterator[Any]":
        import pandas

        for batch in batches:
            rows = [process(row.source, row.target, **options) for row in batch.itertuples()]
            yield pandas.DataFrame(rows, columns=list(COLUMNS)).astype(NULLABLE)

    return df.select("source", "target").repartition(int(count)).mapInPandas(work, SCHEMA)


# Columns of integers with gaps.
NULLABLE = {name: "Int64" for name, kind in COLUMNS.items() if kind == "int64"}
