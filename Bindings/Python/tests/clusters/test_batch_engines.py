import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("engine", ["local", "spark", "ray"])
def test_the_command_over_each_engine(engine, pictures, tmp_path):
    pytest.importorskip({"local": "pandas", "spark": "pyspark", "ray": "ray"}[engine])
    import pandas

    manifest, report = tmp_path / "manifest.parquet", tmp_path / "report.parquet"
    pandas.DataFrame(pictures.rows, columns=["source", "target"]).to_parquet(manifest)
    command = [sys.executable, "-m", "image_enhance.batch", str(manifest), "--engine", engine]
    # Of the environment that runs the command, not of the one that comes first in the path.
    environment = {name: value for name, value in os.environ.items() if name != "PYSPARK_PYTHON"}
    for _ in range(3 if engine == "ray" else 1):
        run = subprocess.run(
            [*command, "--denoise", "2", "--report", str(report)], capture_output=True, text=True, env=environment
        )
        # Ray's start-up misses its own limit on a busy machine.
        if run.returncode == 1:
            break
    assert run.returncode == 1, run.stderr
    pictures.check(pandas.read_parquet(report).astype(object).where(lambda t: t.notna(), None).to_dict("records"))
