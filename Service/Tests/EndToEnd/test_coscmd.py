"""The unmodified coscmd, Tencent's command-line client."""

import json
import pathlib
import re
import subprocess
import sys

import pytest

from harness.pictures import JPEG, enhanced
from harness.server import BUCKET, OWNER, environment, rules

COSCMD = str(pathlib.Path(sys.executable).parent / "coscmd")
RESOLVER = str(pathlib.Path(__file__).parent / "resolver")


@pytest.fixture
def coscmd(server, tmp_path):
    return coscmd_of(server, tmp_path)


def coscmd_of(server, tmp_path):
    """Runs coscmd in a folder, which has its configuration."""
    def run(*arguments, check=True):
        result = subprocess.run(
            [COSCMD, "-c", str(tmp_path / "conf"), "-l", str(tmp_path / "log"), *map(str, arguments)], cwd=tmp_path,
            capture_output=True, text=True, timeout=120,
            env=environment(PYTHONPATH=RESOLVER, HOME=str(tmp_path), PYTHONWARNINGS="ignore"))
        assert not check or result.returncode == 0, result.stdout + result.stderr
        return result

    run("config", "-a", OWNER.id, "-s", OWNER.secret, "-b", BUCKET, "-e", f"localhost:{server.port}",
        "--do-not-use-ssl")
    return run


def test_upload_download_and_delete(server, coscmd, tmp_path):
    (tmp_path / "a.jpg").write_bytes(JPEG)
    coscmd("upload", "a.jpg", "coscmd/a b 图.jpg")
    assert server.stored("coscmd/a b 图.jpg") == JPEG
    coscmd("download", "coscmd/a b 图.jpg", "back.jpg")
    assert (tmp_path / "back.jpg").read_bytes() == JPEG
    coscmd("delete", "-f", "coscmd/a b 图.jpg")
    assert server.stored("coscmd/a b 图.jpg") is None


def test_upload_with_pic_operations(server, coscmd, tmp_path):
    (tmp_path / "a.jpg").write_bytes(JPEG)
    operations = rules(("/coscmd/out.jpg", "ci-process=AIEnhanceImage&denoise=1&sharpen=1"))
    coscmd("upload", "-H", json.dumps({"Pic-Operations": operations}), "a.jpg", "coscmd/in.jpg")
    assert server.stored("coscmd/in.jpg") == JPEG
    assert server.stored("coscmd/out.jpg") == enhanced(JPEG, 1, 1)


def test_a_signed_link_works(server, coscmd):
    server.store("coscmd/link.jpg", JPEG)
    # It prints the link as Python spells bytes.
    url = re.search(r"http://[^' ]+", coscmd("signurl", "coscmd/link.jpg").stdout).group()
    host, target = url.removeprefix("http://").split("/", 1)
    answer = server.get("/" + target, host=host, key=None)
    assert answer.status == 200 and answer.body == JPEG


def test_what_is_there_is_known_by_its_metadata_and_skipped(coscmd, tmp_path):
    (tmp_path / "a.jpg").write_bytes(JPEG)
    assert coscmd("upload", "-s", "a.jpg", "coscmd/skip.jpg").returncode == 0
    assert coscmd("upload", "-s", "a.jpg", "coscmd/skip.jpg", check=False).returncode == 254, "coscmd's word for skipped"


def test_a_missing_object_is_an_error(coscmd):
    assert coscmd("download", "coscmd/none", "none", check=False).returncode != 0
