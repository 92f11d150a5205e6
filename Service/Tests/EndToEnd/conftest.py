import pytest

from harness.server import Server


@pytest.fixture
def start(tmp_path):
    """Starts servers with options of a test's own."""
    servers = []

    def start(*options, **arguments):
        folder = tmp_path / str(len(servers))
        folder.mkdir()
        servers.append(Server(folder, *options, **arguments))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
        assert "Fatal error" not in server.log


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests that need nothing special: keys, two buckets, CORS, no anonymous access."""
    server = Server(
        tmp_path_factory.mktemp("server"), "--host-suffix", "localhost", "--cors-origins", "https://page.example",
        "--workers", 2)
    yield server
    assert server.stop() == 0
    assert "Fatal error" not in server.log
