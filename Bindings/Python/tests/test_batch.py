"""The command, with its local engine."""

import os
import signal
import subprocess
import sys
import time

import pytest

import image_enhance
from conftest import ROOT
from image_enhance import batch

pandas = pytest.importorskip("pandas")


def manifest(folder, count=6):
    """Samples under many names, every fifth of them broken."""
    source = (ROOT / "testdata/jpeg/gray.jpg").read_bytes()
    rows = []
    for number in range(count):
        path = folder / f"{number}.jpg"
        path.write_bytes(source if number % 5 != 4 else source[:50])
        rows.append((str(path), str(folder / "out" / f"{number}.jpg")))
    path = folder / "manifest.csv"
    pandas.DataFrame(rows, columns=["source", "target"]).to_csv(path, index=False)
    return path


def test_a_manifest_is_done_reported_and_resumed(tmp_path):
    pytest.importorskip("pyarrow")
    path = manifest(tmp_path)
    report, second = tmp_path / "report.parquet", tmp_path / "second.csv"
    assert batch.main([str(path), "--report", str(report), "--workers", "2", "--denoise", "1"]) == 1
    rows = pandas.read_parquet(report)
    assert len(rows) == 6 and rows["error_code"].notna().sum() == 1
    expected = image_enhance.enhance(ROOT / "testdata/jpeg/gray.jpg", 1).bytes
    for row in rows[rows["error_code"].isna()].itertuples():
        assert open(row.target, "rb").read() == expected
    # What failed is tried again, and nothing else.
    (tmp_path / "4.jpg").write_bytes((tmp_path / "0.jpg").read_bytes())
    assert batch.main([str(path), "--resume", str(report), "--report", str(second)]) == 0
    rows = pandas.read_csv(second)
    assert list(rows["source"]) == [str(tmp_path / "4.jpg")]


def test_wrong_usage(tmp_path, capsys):
    path = tmp_path / "m.csv"
    path.write_text("source\na.jpg\n")
    assert batch.main([str(path)]) == 64 and "target" in capsys.readouterr().err
    assert batch.main([str(tmp_path / "nowhere.csv")]) == 64
    assert batch.main([str(manifest(tmp_path)), "--denoise", "9"]) == 64
    with pytest.raises(SystemExit):
        batch.main([])


@pytest.mark.skipif(not os.path.exists("/proc"), reason="finds the workers in /proc")
def test_a_killed_worker_loses_nothing(tmp_path):
    path = manifest(tmp_path, 150)
    report = tmp_path / "report.csv"
    command = [sys.executable, "-m", "image_enhance.batch", str(path), "--report", str(report), "--workers", "2"]
    run = subprocess.Popen([*command, "--denoise", "2"])
    out = tmp_path / "out"
    while run.poll() is None and not (out.exists() and len(os.listdir(out)) > 10):
        time.sleep(0.01)
    killed = [child for child in _children(run.pid) if b"spawn_main" in _command(child)][:1]
    for child in killed:
        os.kill(child, signal.SIGKILL)
    assert killed and run.wait(300) == 1
    rows = pandas.read_csv(report)
    assert len(rows) == 150 and rows["target"].nunique() == 150
    assert (rows["error_code"].dropna() == "malformedImage").all() and rows["error_code"].notna().sum() == 30
    expected = image_enhance.enhance(ROOT / "testdata/jpeg/gray.jpg", 2).bytes
    assert sorted(os.listdir(out)) == sorted(f"{n}.jpg" for n in range(150) if n % 5 != 4)
    assert all((out / name).read_bytes() == expected for name in os.listdir(out))


def _children(parent):
    for task in os.listdir(f"/proc/{parent}/task"):
        with open(f"/proc/{parent}/task/{task}/children") as file:
            yield from map(int, file.read().split())


def _command(process):
    try:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""
