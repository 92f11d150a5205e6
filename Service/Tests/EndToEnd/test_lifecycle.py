"""Command line, configuration, logs, shutdown, TLS."""

import json
import re
import signal
import ssl
import socket
import subprocess
import time

import pytest

from harness.pictures import JPEG
from harness.server import BUCKET, HOST, OWNER, PROGRAM, environment, free_port
from harness.signing import link
from test_admission import noise_png, running

OPTIONS = [
    "--data", "--listen", "--admin", "--default-bucket", "--host-suffix", "--credentials", "--anonymous", "--detect-url",
    "--detect-url-hosts", "--detect-url-networks", "--detect-url-ports", "--detect-url-timeout", "--workers", "--queue",
    "--queue-timeout", "--memory", "--max-pixels", "--max-source-bytes", "--max-object-bytes", "--cache", "--cache-bytes",
    "--cors-origins", "--header-timeout", "--idle-timeout", "--shutdown-timeout", "--tls-certificate", "--tls-key",
    "--log-format", "--log-level", "--config", "--store", "--origin", "--s3-endpoint", "--s3-region", "--s3-addressing",
]


def run(*arguments, **variables):
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], env=environment(**variables), capture_output=True, text=True, timeout=60)


def ports():
    return ["--listen", f"127.0.0.1:{free_port()}", "--admin", "off"]


def test_help_names_every_option():
    result = run("--help")
    assert result.returncode == 0
    for option in OPTIONS:
        assert re.search(rf"{option}\b", result.stdout), option


@pytest.mark.parametrize("arguments, named", [
    ([], "--data"), (["--data", "/nonexistent"], "--data"), (["--data", "/dev/null"], "--data"),
    (["--data", ".", "--nonsense"], "--nonsense"), (["--data", ".", "--workers", "0"], "--workers"),
    (["--data", ".", "--workers", "many"], "--workers"), (["--data", ".", "--queue", "-1"], "--queue"),
    (["--data", ".", "--anonymous", "write"], "--anonymous"), (["--data", ".", "--listen", "nowhere"], "--listen"),
    (["--data", ".", "--listen", "127.0.0.1:99999"], "--listen"), (["--data", ".", "--log-format", "xml"], "--log-format"),
    (["--data", ".", "--max-pixels", "0"], "--max-pixels"), (["--data", ".", "--memory", "lots"], "--memory"),
    (["--data", ".", "--tls-key", "x"], "--tls"), (["--data", ".", "--tls-certificate", "x"], "--tls"),
    (["--data", ".", "--default-bucket", "../x"], "--default-bucket"),
    (["--data", ".", "--queue-timeout", "soon"], "--queue-timeout"),
    (["--data", ".", "--detect-url", "yes"], "--detect-url"), (["--data", ".", "--cache", "/nonexistent"], "--cache"),
    (["--data", ".", "--detect-url-hosts", "a/b"], "--detect-url-hosts"),
    (["--data", ".", "--detect-url-networks", "10/8"], "--detect-url-networks"),
    (["--data", ".", "--detect-url-ports", "0"], "--detect-url-ports"),
    (["--data", ".", "--detect-url-timeout", "0"], "--detect-url-timeout"),
    (["--data", ".", "--cache-bytes", "0"], "--cache-bytes"), (["--data", ".", "--store", "s3"], "--s3-endpoint"),
    (["--data", ".", "--store", "ftp"], "--store"), (["--data", ".", "--s3-endpoint", "a"], "--s3-endpoint"),
    (["--origin", "http://127.0.0.1"], "--default-bucket"), (["--origin", "127.0.0.1"], "--origin"),
    (["--data", ".", "--config", "/nonexistent"], "--config"),
])
def test_wrong_usage_is_one_line_that_names_the_option_and_status_64(arguments, named):
    result = run(*arguments)
    assert result.returncode == 64 and named in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("name, value", [
    ("ENHANCE_WORKERS", "0"), ("ENHANCE_MAX_PIXELS", "x"), ("ENHANCE_ANONYMOUS", "write")])
def test_a_wrong_variable_is_status_64(tmp_path, name, value):
    result = run("--data", tmp_path, *ports(), **{name: value})
    assert result.returncode == 64
    option = "--" + name.removeprefix("ENHANCE_").lower().replace("_", "-")
    assert option in result.stderr or name in result.stderr


@pytest.mark.parametrize("content", ["{", "[]", '{"nonsense":1}', '{"workers":"many"}', '{"workers":0}'])
def test_a_wrong_configuration_is_status_64(tmp_path, content):
    (tmp_path / "config").write_text(content)
    result = run("--data", tmp_path, "--config", tmp_path / "config", *ports())
    assert result.returncode == 64 and len(result.stderr.strip().splitlines()) == 1


def test_flag_over_environment_over_file_over_default(start, tmp_path):
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"max-object-bytes": 10, "anonymous": "all", "default-bucket": BUCKET}))

    def largest(*options, **variables):
        server = start("--config", config, *options, variables=variables)
        return max(n for n in (10, 20, 30) if server.put("/k", bytes(n), key=None, host="localhost").status == 200)

    assert largest() == 10
    assert largest(ENHANCE_MAX_OBJECT_BYTES="20") == 20
    assert largest("--max-object-bytes", 30, ENHANCE_MAX_OBJECT_BYTES="20") == 30


def test_one_key_from_the_environment(start):
    server = start(keys=None, variables={"ENHANCE_SECRET_ID": OWNER.id, "ENHANCE_SECRET_KEY": OWNER.secret})
    assert server.put("/k", b"x").status == 200
    assert server.get("/k", key=None).status == 403


def test_a_port_in_use_is_status_1(start, tmp_path):
    server = start()
    result = run("--data", tmp_path, "--listen", f"127.0.0.1:{server.port}", "--admin", "off")
    assert result.returncode == 1 and result.stderr


@pytest.mark.parametrize("content", [None, "", "{", '{"keys":[{"id":"k","secret":"hush-hush"}', '{"keys":[{"id":"hush-hush"}]}'])
def test_an_unreadable_key_file_is_status_78_and_its_content_is_not_shown(tmp_path, content):
    if content is not None:
        (tmp_path / "keys").write_text(content)
    result = run("--data", tmp_path, "--credentials", tmp_path / "keys", *ports())
    assert result.returncode == 78 and result.stderr and "hush" not in result.stderr



# Logs


@pytest.mark.parametrize("form", ["text", "json"])
def test_one_line_a_request_without_secret_signature_or_token(start, form):
    server = start("--log-format", form, "--log-level", "trace")
    token = "TOKENTOKENTOKENTOKEN"
    server.put("/log/a", b"x", [("x-cos-security-token", token)])
    target = link(OWNER, "GET", "/log/a?x-cos-security-token=" + token, HOST)
    assert server.get(target, key=None).status == 200
    server.get("/log/a", key=None)
    code = re.search("q-signature=([0-9a-f]{40})", target).group(1)
    server.stop()
    log = server.log
    for secret in (OWNER.secret, code, token, "q-signature=" + code[:8]):
        assert secret not in log
    assert len(re.findall(r"/log/a", log)) >= 3
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
        assert sum("/log/a" in json.dumps(line) for line in lines) == 3


def test_a_key_can_not_forge_a_line(start):
    server = start()
    server.get("/a%0A2026%20forged%0D%0Aline%1B%5B31m")
    server.request("GET", "/a", [("User-Agent", "x\x1b[31m")])
    server.stop()
    assert not re.search(r"^2026 forged", server.log, re.MULTILINE) and "\x1b" not in server.log


# Shutdown


def test_an_idle_server_stops_with_status_0_before_its_shutdown_timeout(start):
    for how in (signal.SIGTERM, signal.SIGINT):
        server = start()
        with server.connect():
            assert server.stop(how, timeout=15) == 0


def test_work_is_finished_and_nothing_new_begun(start):
    server = start("--anonymous", "all", "--workers", 1)
    server.store("slow.png", noise_png(3000, 2000))
    with running(server) as connection:
        connection.socket.settimeout(60)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        try:
            late = server.get("/slow.png", key=None)
            assert late is None or late.status == 503
        except OSError:
            pass
        assert connection.answer().status == 200
    assert server.process.wait(60) == 0


def test_shutdown_timeout_ends_what_takes_longer(start):
    server = start("--anonymous", "all", "--workers", 1, "--shutdown-timeout", 1)
    server.store("slow.png", noise_png(3000, 3000))
    with running(server):
        server.stop(timeout=15)


# TLS


def test_tls(start, tmp_path):
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], capture_output=True)
    if made.returncode:
        pytest.skip("openssl is not there to make a certificate")
    server = start("--anonymous", "all", "--default-bucket", BUCKET, "--tls-certificate", certificate, "--tls-key", key)
    server.store("a.jpg", JPEG)
    context = ssl.create_default_context(cafile=str(certificate))
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(b"GET /a.jpg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = b""
            while data := secure.recv(65536):
                answer += data
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(JPEG)
    for wrong in [(key, key), (certificate, certificate), (tmp_path / "none", key)]:
        result = run("--data", tmp_path, *ports(), "--tls-certificate", wrong[0], "--tls-key", wrong[1])
        assert result.returncode in (64, 78) and "PRIVATE" not in result.stderr
