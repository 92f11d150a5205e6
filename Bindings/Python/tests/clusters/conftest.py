"""Two hundred pictures, some of them broken, and what must be true of them afterwards."""

import os
from pathlib import Path

import pytest

import image_enhance

ROOT = Path(__file__).resolve().parents[4]
COUNT = 200
BROKEN = range(3, COUNT, 17)


class Pictures:
    def __init__(self, folder):
        self.folder = folder
        self.target = folder / "out"
        names = ["jpeg/gray.jpg", "png/rgb16.png", "webp/lossy.webp", "png/rgb.png"]
        self.files = [(ROOT / "testdata" / name).read_bytes() for name in names]
        self.expected = [image_enhance.enhance(data, 2).bytes for data in self.files]
        self.rows = []
        for number in range(COUNT):
            data = self.files[number % len(self.files)]
            source = folder / f"{number}.img"
            source.write_bytes(data[:40] if number in BROKEN else data)
            self.rows.append((str(source), str(self.target / f"{number}.img")))

    def check_outputs(self):
        """Every picture exactly once, with the right bytes, and nothing else."""
        whole = [number for number in range(COUNT) if number not in BROKEN]
        assert sorted(os.listdir(self.target)) == sorted(f"{number}.img" for number in whole)
        for number in whole:
            assert (self.target / f"{number}.img").read_bytes() == self.expected[number % len(self.files)]

    def check(self, rows):
        """As above, and a row for each."""
        self.check_outputs()
        assert sorted(row["source"] for row in rows) == sorted(source for source, _ in self.rows)
        for row in rows:
            is_broken = int(Path(row["source"]).stem) in BROKEN
            assert row["error_code"] == ("malformedImage" if is_broken else None)


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


def descendants():
    """The processes below this one, with their command lines."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as file:
                    parents[int(entry)] = int(file.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                pass
    for process in parents:
        above = process
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() and process != above:
            try:
                with open(f"/proc/{process}/cmdline", "rb") as file:
                    yield process, file.read().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                pass
