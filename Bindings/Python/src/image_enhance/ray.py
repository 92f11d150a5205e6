"""Pictures over Ray: a dataset of rows (source, target) in, a report of rows out.

    report = image_enhance.ray.enhance(ray.data.read_parquet("manifest"), denoise=4)
    report.write_parquet("report")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .objects import COLUMNS, process

if TYPE_CHECKING:
    from ray.data import Dataset


def enhance(dataset: "Dataset", *, batch_size: int = 32, threads: int = 1, **options: Any) -> "Dataset":
    """Enhances what a manifest lists. Nothing happens until the report is written or counted.

    Args:
        dataset: columns `source` and `target`, addresses as `objects.process` takes them.
        batch_size: pictures in a task. One that dies is done again as a whole.
        threads: for one picture; Ray counts as many cores for a task.
        options: as for `objects.process`.

    Returns:
        A row a picture, with the columns of `objects.COLUMNS`.
    """
    import pyarrow

    schema = pyarrow.schema(list(COLUMNS.items()))

    def work(batch: "pyarrow.Table") -> "pyarrow.Table":
        rows = [process(row["source"], row["target"], threads=threads, **options) for row in batch.to_pylist()]
        return pyarrow.Table.from_pylist(rows, schema=schema)

    return dataset.select_columns(["source", "target"]).map_batches(
        work, batch_size=batch_size, batch_format="pyarrow", num_cpus=threads, zero_copy_batch=True
    )
