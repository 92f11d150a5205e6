"""detect-url: images from elsewhere, and all that must not be reached through it."""

import time
from urllib.parse import quote

import pytest
from qcloud_cos import CosConfig
from qcloud_cos.ai_recognition import AIRecognitionClient

from harness.origin import Origin, dripping, endless, redirect, reply, silent
from harness.pictures import JPEG, PNG, WEBP, animation, enhanced
from harness.server import BUCKET, ENHANCER, HOST, OWNER, READER
from harness.signing import link
from test_errors import refused

ENHANCE = "ci-process=AIEnhanceImage"
LIGHT = f"{ENHANCE}&denoise=1&sharpen=1"


@pytest.fixture(scope="module")
def origin():
    def coded(handler):
        reply(handler, JPEG, Content_Encoding="gzip")

    def lying(handler):
        reply(handler, b"<html><script>alert(1)</script>", Content_Type="image/jpeg")

    def echoing(handler):
        reply(handler, JPEG)

    origin = Origin({
        "/a.jpg": JPEG, "/a.png": PNG, "/a%20b/%E5%9B%BE.webp": WEBP, "/page.jpg": lying, "/coded.jpg": coded,
        "/animated.webp": animation(), "/cut.jpg": JPEG[:len(JPEG) // 2], "/echo.jpg": echoing,
        "/1": redirect("/2"), "/2": redirect("3?x=y"), "/3": redirect("/a.jpg", 308),
        "/loop": redirect("/loop"), "/to-file": redirect("file:///etc/passwd"), "/nowhere": redirect("http://"),
        "/endless": endless, "/dripping": dripping, "/silent": silent,
        "/large": lambda handler: reply(handler, bytes(200_000)),
        "/claims": lambda handler: reply(handler, b"x", Content_Length=10 ** 12),
        "/moved-without": lambda handler: reply(handler, b"", 302), "/teapot": lambda handler: reply(handler, JPEG, 418),
        "/empty": b"",
    })
    # Elsewhere to the server: an address that is not on its list.
    for status in (301, 302, 303, 307, 308):
        origin.pages[f"/private-{status}"] = redirect(f"http://127.0.0.2:{origin.port}/a.jpg", status)
    yield origin
    origin.close()


@pytest.fixture(scope="module")
def open_server(module_start, origin):
    return module_start(
        "--detect-url", "on", "--detect-url-networks", "127.0.0.1/32", "--detect-url-ports", f"80,{origin.port}",
        "--detect-url-timeout", 2, "--max-source-bytes", 100_000, "--workers", 2)


def fetch(server, url, levels="&denoise=1&sharpen=1", path="/", **options):
    return server.get(f"{path}?{ENHANCE}{levels}&detect-url={quote(url, safe='')}", **options)


@pytest.mark.parametrize("path, data, media_type", [
    ("/a.jpg", JPEG, "image/jpeg"), ("/a.png?x=1&y=2", PNG, "image/png"), ("/a b/图.webp", WEBP, "image/webp")])
def test_an_image_from_elsewhere_is_enhanced(open_server, origin, path, data, media_type):
    answer = fetch(open_server, origin.url(path))
    assert answer.status == 200 and answer.body == enhanced(data, 1, 1)
    assert answer["Content-Type"] == media_type and answer["ETag"].endswith('-e"')
    again = fetch(open_server, origin.url(path), headers=[("If-None-Match", answer["ETag"])])
    assert again.status == 304


def test_detect_url_wins_over_a_key_and_is_decoded_when_it_is_encoded_again(open_server, origin):
    open_server.store("k.png", PNG)
    assert fetch(open_server, origin.url("/a.jpg"), path="/k.png").body == enhanced(JPEG, 1, 1)
    for _ in range(2):
        url = quote(origin.url("/a.jpg"), safe="")
        assert fetch(open_server, url).body == enhanced(JPEG, 1, 1)
        assert fetch(open_server, quote(url, safe="")).body == enhanced(JPEG, 1, 1)


def test_head_and_levels_0_and_0(open_server, origin):
    target = f"/?{LIGHT}&detect-url={quote(origin.url('/a.jpg'), safe='')}"
    head = open_server.request("HEAD", target)
    assert head.status == 200 and head["Content-Type"] == "image/jpeg" and not head.body
    assert fetch(open_server, origin.url("/a.jpg"), "&denoise=0&sharpen=0").body == JPEG


def test_nothing_of_the_client_goes_along(open_server, origin):
    origin.requests.clear()
    fetch(open_server, origin.url("/echo.jpg"), headers=[
        ("Cookie", "a=b"), ("X-Forwarded-For", "1.2.3.4"), ("Accept-Encoding", "gzip"), ("Referer", "http://x/"),
        ("User-Agent", "client"), ("x-cos-meta-a", "b")])
    (path, headers), = origin.requests
    assert path == "/echo.jpg" and headers["host"] == f"127.0.0.1:{origin.port}"
    assert set(headers) <= {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert headers["accept-encoding"] == "identity" and headers["user-agent"] == "enhance-server"


def test_three_requests_are_made_at_most(open_server, origin):
    """Two redirects, each judged anew."""
    assert fetch(open_server, origin.url("/2")).body == enhanced(JPEG, 1, 1)
    origin.requests.clear()
    assert refused(fetch(open_server, origin.url("/1")), 400, "InvalidImageSource")
    assert [path for path, _ in origin.requests] == ["/1", "/2", "/3?x=y"]


@pytest.mark.parametrize("path", [
    "/nothing", "/teapot", "/coded.jpg", "/loop", "/to-file", "/nowhere", "/moved-without",
    *[f"/private-{status}" for status in (301, 302, 303, 307, 308)],
])
def test_what_can_not_be_fetched_is_one_error_that_tells_nothing(open_server, origin, path):
    answer = fetch(open_server, origin.url(path))
    assert refused(answer, 400, "InvalidImageSource")
    other = fetch(open_server, f"http://127.0.0.2:{origin.port}/a.jpg")
    assert answer.xml.findtext("Message") == other.xml.findtext("Message")
    assert b"SECRET-REASON" not in answer.body and b"404" not in answer.body


@pytest.mark.parametrize("path, code", [
    ("/page.jpg", "InvalidImageFormat"), ("/animated.webp", "InvalidImageFormat"), ("/cut.jpg", "InvalidImageFormat"),
    ("/empty", "InvalidImageFormat"), ("/large", "ImageTooLarge"), ("/claims", "ImageTooLarge"), ("/endless", "ImageTooLarge"),
])
def test_what_is_no_image_or_too_large(open_server, origin, path, code):
    assert refused(fetch(open_server, origin.url(path)), 400, code)


@pytest.mark.parametrize("path", ["/dripping", "/silent"])
def test_the_whole_time_is_bounded(open_server, origin, path):
    begin = time.monotonic()
    assert refused(fetch(open_server, origin.url(path)), 400, "InvalidImageSource")
    assert 1.5 < time.monotonic() - begin < 20, "what the origin takes is more"


@pytest.mark.parametrize("path, data", [("/animated.webp", animation()), ("/cut.jpg", JPEG[:len(JPEG) // 2])])
def test_ignore_error_gives_images_back(open_server, origin, path, data):
    answer = fetch(open_server, origin.url(path), "&ignore-error=1")
    assert answer.status == 200 and answer.body == data
    assert answer["Content-Type"] in ("image/webp", "image/jpeg")
    assert answer["x-ci-ignored-error"] == "InvalidImageFormat"


@pytest.mark.parametrize("path", ["/page.jpg", "/empty"])
def test_ignore_error_gives_nothing_else_back(open_server, origin, path):
    assert refused(fetch(open_server, origin.url(path), "&ignore-error=1"), 400, "InvalidImageFormat")
    assert refused(fetch(open_server, origin.url("/nothing"), "&ignore-error=1"), 400, "InvalidImageSource")


# By every spelling of an address that is not public


@pytest.mark.parametrize("host", [
    "127.0.0.2", "127.1", "127.0.0.2.", "2130706434", "0x7f000002", "0x7f.2", "0177.0.0.2", "017700000002", "localhost",
    "0", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "192.0.2.1", "198.18.0.1",
    "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::127.0.0.2]", "[fc00::1]",
    "[fe80::1]", "[ff02::1]", "[2001:db8::1]", "[2002:7f00:2::]", "[64:ff9b::7f00:2]", "[64:ff9b:1::7f00:2]", "[2001::1]",
    "[2001:4860::5efe:7f00:2]",
])
def test_no_address_that_is_not_public_by_any_spelling(open_server, origin, host):
    for url in (f"http://{host}/a.jpg", f"http://{host}:{origin.port}/a.jpg"):
        origin.requests.clear()
        answer = fetch(open_server, url)
        # 127.1 and localhost may be the one address that is on the list.
        if host in ("127.1", "localhost") and str(origin.port) in url and answer.status == 200:
            continue
        assert refused(answer, 400, "InvalidImageSource") and not origin.requests


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/a", "http://user@127.0.0.1/a.jpg", "127.0.0.1/a.jpg",
    "http://127.0.0.1:22/", "http://127.0.0.1:{port}@127.0.0.2/", "http://127.0.0.1\\@127.0.0.2/", "//127.0.0.1/a.jpg",
    "http://127.0.0.1:{port}/a.jpg#b", "http://127.0.0.1:{port}/a\r\nX: y", "http://", "http://[::1", "http://127.0.0.1:0/",
])
def test_what_is_no_url_that_is_permitted(open_server, origin, url):
    assert refused(fetch(open_server, url.replace("{port}", str(origin.port))), 400, "InvalidImageSource")


def test_a_port_that_is_not_listed(module_start, origin):
    server = module_start("--detect-url", "on", "--detect-url-networks", "127.0.0.0/8")
    assert refused(fetch(server, origin.url("/a.jpg")), 400, "InvalidImageSource")


def test_only_hosts_that_are_listed(module_start, origin):
    server = module_start(
        "--detect-url", "on", "--detect-url-networks", "127.0.0.0/8", "--detect-url-ports", origin.port,
        "--detect-url-hosts", "127.0.0.1, .images.example")
    origin.pages["/other-host"] = redirect(f"http://localhost:{origin.port}/a.jpg")
    assert fetch(server, origin.url("/a.jpg")).status == 200
    assert refused(fetch(server, origin.url("/a.jpg", "localhost")), 400, "InvalidImageSource")
    assert refused(fetch(server, origin.url("/other-host")), 400, "InvalidImageSource"), "a redirect is judged anew"


# Who may


def test_off_by_default(module_start, origin):
    server = module_start()
    origin.requests.clear()
    assert refused(fetch(server, origin.url("/a.jpg")), 400, "InvalidImageSource") and not origin.requests


def test_a_signature_must_cover_it(open_server, origin):
    url = origin.url("/a.jpg")
    origin.requests.clear()
    for options in ({"key": None}, {"signed_parameters": ["ci-process"]}, {"key": READER}):
        assert refused(fetch(open_server, url, **options), 403, "AccessDenied")
    assert not origin.requests
    assert fetch(open_server, url, path="/k.png", key=ENHANCER).status == 200
    target = link(OWNER, "GET", f"/?{LIGHT}&detect-url={quote(url, safe='')}", HOST)
    assert open_server.get(target, key=None).status == 200
    assert refused(
        open_server.get(target.replace(quote("/a.jpg", safe=""), quote("/a.png", safe="")), key=None),
        403, "SignatureDoesNotMatch")


def test_anonymous_read_never_fetches_and_all_does(module_start, origin):
    options = ["--detect-url", "on", "--detect-url-networks", "127.0.0.1", "--detect-url-ports", origin.port]
    reader = module_start(*options, "--anonymous", "read")
    assert refused(fetch(reader, origin.url("/a.jpg"), key=None), 403, "AccessDenied")
    everyone = module_start(*options, "--anonymous", "all")
    assert fetch(everyone, origin.url("/a.jpg"), key=None).status == 200


def test_no_foreign_address_is_logged(open_server, origin):
    fetch(open_server, origin.url("/a.jpg?token=TOKENTOKEN"))
    assert "TOKENTOKEN" not in open_server.log and f":{origin.port}/" not in open_server.log


def test_the_python_sdk(open_server, origin):
    client = AIRecognitionClient(CosConfig(
        Region="ap-guangzhou", SecretId=OWNER.id, SecretKey=OWNER.secret, Scheme="http", IP="127.0.0.1",
        Port=open_server.port), retry=0)
    _, body = client.cos_ai_enhance_image(
        Bucket=BUCKET, DetectUrl=origin.url("/a b/图.webp?x=1&y=a+b"), Denoise=1, Sharpen=1, Stream=False)
    assert body == enhanced(WEBP, 1, 1)
