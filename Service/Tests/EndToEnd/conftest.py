import contextlib

import pytest

from harness.server import Server


@contextlib.contextmanager
def starting(folder):
    servers = []

    def start(*options, **arguments):
        own = folder / str(len(servers))
        own.mkdir()
        servers.append(Server(own, *options, **arguments))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
        assert "Fatal error" not in server.log


@pytest.fixture
def start(tmp_path):
    """Starts servers with options of a test's own."""
    with starting(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def module_start(tmp_path_factory):
    """Starts servers for all tests of a file."""
    with starting(tmp_path_factory.mktemp("servers")) as start:
        yield start


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests that need nothing special: keys, two buckets, CORS, no anonymous access."""
    server = Server(
        tmp_path_factory.mktemp("server"), "--host-suffix", "localhost", "--cors-origins", "https://page.example",
        "--workers", 2)
    yield server
    assert server.stop() == 0
    assert "Fatal error" not in server.log
