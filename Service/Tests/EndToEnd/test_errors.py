"""Every row of the table of errors, and what every answer has."""

import pytest

from harness import pictures
from harness.pictures import JPEG, PNG, WEBP
from harness.server import HOST, OTHER_HOST, OWNER, READER, rules
from harness.signing import Key, link, signature

ENHANCE = "ci-process=AIEnhanceImage"


def refused(answer, status, code):
    assert (answer.status, answer.code) == (status, code)
    for name in ("Code", "Message", "Resource", "RequestId"):
        assert answer.xml.findtext(name), f"an SDK reports Unknown without {name}"
    assert answer.xml.tag == "Error"
    assert answer["x-cos-request-id"] == answer.xml.findtext("RequestId")
    assert answer["x-cos-trace-id"] and answer["Date"]
    assert answer["x-cos-error-code"] is None
    return True


def test_every_error_has_what_sdks_read(server):
    assert refused(server.get("/nothing"), 404, "NoSuchKey")
    assert server.get("/nothing").xml.findtext("Resource").startswith(HOST)
    ids = {server.get("/nothing")["x-cos-request-id"] for _ in range(5)}
    assert len(ids) == 5


def test_400_invalid_image_format(server):
    for data in (b"no image", b"", JPEG[:200], JPEG[:len(JPEG) // 2], WEBP[:len(WEBP) // 2], pictures.animation(), b"GIF89a" + bytes(50), b"BM" + bytes(60)):
        server.put("/errors/format", data)
        assert refused(server.get(f"/errors/format?{ENHANCE}"), 400, "InvalidImageFormat")


def test_400_image_too_large_by_bytes(start):
    server = start("--max-source-bytes", 20000, "--max-object-bytes", 200000)
    server.store("a.png", PNG)
    server.store("a.jpg", JPEG)
    assert refused(server.get(f"/a.png?{ENHANCE}"), 400, "ImageTooLarge")
    assert server.get(f"/a.jpg?{ENHANCE}").status == 200
    assert server.get(f"/a.png?{ENHANCE}&ignore-error=1").body == PNG
    answer = server.put("/b.png", PNG, [("Pic-Operations", rules(("c.png", ENHANCE)))])
    assert refused(answer, 400, "ImageTooLarge") and server.stored("b.png") is None
    assert server.put("/b.png", PNG).status == 200, "without a rule it is just an object"


def test_400_entity_too_large(start):
    server = start("--max-object-bytes", 1000)
    assert server.put("/a", bytes(1000)).status == 200
    assert refused(server.put("/b", bytes(1001)), 400, "EntityTooLarge")
    with server.connect() as connection:
        connection.send(server.head("PUT", "/b", [("Transfer-Encoding", "chunked")]))
        connection.send(b"400\r\n" + bytes(1024) + b"\r\n0\r\n\r\n")
        assert refused(connection.answer(), 400, "EntityTooLarge")
    assert server.stored("b") is None and not server.temporary_files()


def test_400_image_resolution_exceed_by_pixels_and_by_memory(start):
    server = start("--max-pixels", 10000)
    server.store("a.jpg", JPEG)
    assert refused(server.get(f"/a.jpg?{ENHANCE}"), 400, "ImageResolutionExceed")
    small = start("--memory", 100000)
    small.store("a.jpg", JPEG)
    assert refused(small.get(f"/a.jpg?{ENHANCE}"), 400, "ImageResolutionExceed")
    server.store("huge.png", pictures.huge_png())
    assert refused(server.get(f"/huge.png?{ENHANCE}"), 400, "ImageResolutionExceed")


@pytest.mark.parametrize("target", [
    "/a//b", "//a", "/a/", "/../a", "/a/..%2F..%2Fetc%2Fpasswd", "/%2e%2e/etc/passwd", "/a%5Cb", "/a%00b", "/a%0Ab",
    "/.enhance/tmp/x", "/a/.enhance-x", "/%FF", "/" + "a" * 256,
])
def test_400_invalid_object_name(server, target):
    for method in ("GET", "PUT", "DELETE"):
        answer = server.request(method, target, body=b"x" if method == "PUT" else None)
        assert refused(answer, 400, "InvalidObjectName")


def test_400_key_too_long(server):
    segments = ("a" * 99 + "/") * 8
    assert server.put("/" + segments + "b" * 50, b"x").status == 200
    assert refused(server.put("/" + segments + "b" * 51, b"x"), 400, "KeyTooLong")


def test_400_invalid_request_for_two_signatures(server):
    target = link(OWNER, "GET", "/k", HOST)
    headers = [("Authorization", signature(OWNER, "GET", "/k", [("Host", HOST)]))]
    assert refused(server.request("GET", target, headers, key=None), 400, "InvalidRequest")


def test_400_for_a_body_that_ends_early(server):
    with server.connect() as connection:
        connection.send(server.head("PUT", "/errors/short", [("Content-Length", "100")]) + b"short")
        connection.socket.shutdown(1)
        answer = connection.answer()
        assert answer is None or refused(answer, 400, "IncompleteBody")
    assert server.stored("errors/short") is None


def test_403_access_denied(server):
    assert refused(server.get("/k", key=None), 403, "AccessDenied")
    assert refused(server.put("/k", b"x", key=READER), 403, "AccessDenied")
    expired = server.get("/k", start=-100, end=-1)
    assert refused(expired, 403, "AccessDenied")
    assert expired.xml.findtext("Message") == "Request has expired"
    unsigned = server.put("/k", b"x", [("Pic-Operations", rules(("y", ENHANCE)))], signed_headers=["host"])
    assert refused(unsigned, 403, "AccessDenied")
    assert unsigned.xml.findtext("Message") == "Auth sign header must include Pic-Operations"
    aws = [("Authorization", "AWS4-HMAC-SHA256 Credential=x/20230101/r/s3/aws4_request, SignedHeaders=host, Signature=0")]
    assert refused(server.request("GET", "/k", aws, key=None), 403, "AccessDenied")


def test_403_invalid_access_key_id(server):
    assert refused(server.get("/k", key=Key("AKIDNOBODY", "x")), 403, "InvalidAccessKeyId")


def test_403_signature_does_not_match(server):
    assert refused(server.get("/k", key=Key(OWNER.id, "wrong")), 403, "SignatureDoesNotMatch")


def test_403_request_time_too_skewed(server):
    assert refused(server.get("/k", start=1000, end=2000), 403, "RequestTimeTooSkewed")


def test_404_no_such_bucket(server):
    assert refused(server.get("/k", host="nobody-1.cos.ap-guangzhou.myqcloud.com"), 404, "NoSuchBucket")


def test_head_answers_have_no_body(server):
    for target, options in [("/nothing", {}), ("/k", {"key": None}), ("/a//b", {})]:
        with server.connect() as connection:
            connection.send(server.head("HEAD", target, **options))
            answer = connection.answer("HEAD")
            assert answer.status >= 400 and answer["x-cos-request-id"] and answer["x-cos-trace-id"]
            # The next answer must begin where this one ends.
            connection.send(server.head("HEAD", "/"))
            assert connection.answer("HEAD").status == 200


def test_xml_can_not_be_broken_by_a_key(server):
    answer = server.get("/%3C%26%3E%22'%E5%9B%BE")
    assert refused(answer, 404, "NoSuchKey")
    assert "<&>" in answer.xml.findtext("Resource") or "%3C%26%3E" in answer.xml.findtext("Resource")


def test_416_is_an_xml_error(server):
    server.put("/errors/range", b"x")
    assert refused(server.get("/errors/range", headers=[("Range", "bytes=9-")]), 416, "InvalidRange")


def test_nothing_is_stored_on_the_other_bucket_by_a_link_for_this_one(server):
    target = link(OWNER, "GET", "/in/a.jpg", HOST)
    assert server.get(target, key=None, host=OTHER_HOST).status == 403
