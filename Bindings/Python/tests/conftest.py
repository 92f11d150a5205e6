"""Pictures and the tool, which the package's results are compared with."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted(
    path for folder in ("jpeg", "png", "webp") for path in (ROOT / "testdata" / folder).iterdir() if path.is_file()
)
TOOL = Path(os.environ.get("IMAGE_ENHANCE_TOOL", ROOT / ".build/release/enhance"))


@pytest.fixture(scope="session")
def jpeg():
    return (ROOT / "testdata/jpeg/village.jpg").read_bytes()


@pytest.fixture(scope="session")
def small():
    return (ROOT / "testdata/jpeg/gray.jpg").read_bytes()


@pytest.fixture(scope="session")
def by_tool(tmp_path_factory):
    """The bytes that the tool makes of a file."""
    if not TOOL.exists():
        pytest.skip(f"no tool at {TOOL}: make build builds it")
    folder = tmp_path_factory.mktemp("tool")

    def run(path, *options):
        target = folder / path.name
        subprocess.run([TOOL, path, "-o", target, *map(str, options)], check=True)
        return target.read_bytes()

    return run


def noisy(shape, dtype="uint8", seed=1):
    """A slope, an edge and noise."""
    numpy = pytest.importorskip("numpy")
    random = numpy.random.default_rng(seed)
    height, width = shape[:2]
    scene = 60 + 60 * numpy.linspace(0, 1, width)[None, :] + 40 * (numpy.arange(height)[:, None] > height // 2)
    scene = scene.reshape(height, width, *[1] * (len(shape) - 2))
    values = numpy.clip(scene + random.normal(0, 8, shape), 0, 255)
    return (values * (257 if dtype == "uint16" else 1)).astype(dtype)
