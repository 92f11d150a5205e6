"""Every row of the table of requests (GET, HEAD, PUT, POST, DELETE, OPTIONS), as a client sees it."""

import base64
import email.utils
import hashlib
import time
from urllib.parse import quote

import pytest

from harness import pictures
from harness.pictures import JPEG, PNG, WEBP, enhanced
from harness.server import BUCKET, ENHANCER, HOST, OTHER, OTHER_HOST, READER, WRITER, rules

TYPES = {"a.jpg": (JPEG, "image/jpeg"), "a.png": (PNG, "image/png"), "a.webp": (WEBP, "image/webp")}
ENHANCE = "ci-process=AIEnhanceImage"
LIGHT = f"{ENHANCE}&denoise=1&sharpen=1"


def md5(data):
    return f'"{hashlib.md5(data).hexdigest()}"'


# GET, HEAD /key


def test_get_and_head_answer_an_object_with_its_headers(server):
    kept = [
        ("Content-Type", "image/x"), ("Cache-Control", "max-age=60"), ("Content-Disposition", 'inline; filename="a"'),
        ("Expires", "Thu, 01 Dec 2044 16:00:00 GMT"), ("x-cos-meta-md5", "ab"), ("x-cos-meta-other", "cd"),
    ]
    server.put("/get/headers", b"0123456789", kept)
    for method in ("GET", "HEAD"):
        answer = server.request(method, "/get/headers")
        assert answer.status == 200
        assert answer.body == (b"0123456789" if method == "GET" else b"")
        assert answer["Content-Length"] == "10" and answer["Accept-Ranges"] == "bytes"
        assert answer["ETag"] == md5(b"0123456789")
        assert email.utils.parsedate_to_datetime(answer["Last-Modified"]).timestamp() <= time.time()
        assert email.utils.parsedate_to_datetime(answer["Date"])
        assert answer["x-cos-request-id"]
        for name, value in kept:
            assert answer[name] == value


@pytest.mark.parametrize("key", ["a b+c&d/图 (1).png", "%2e%2e", "a;b=c?d#e", "~-_.!*'()", "😀"])
def test_any_key_comes_back_under_its_encoded_name(server, key):
    target = "/keys/" + quote(key, safe="")
    assert server.put(target, key.encode()).status == 200
    assert server.get(target).body == key.encode() == server.stored("keys/" + key)


def test_304_and_412_follow_the_conditions(server):
    server.put("/get/conditions", b"x")
    answer = server.get("/get/conditions")
    etag, modified = answer["ETag"], answer["Last-Modified"]
    for header, value, status in [
        ("If-None-Match", etag, 304), ("If-None-Match", "*", 304), ("If-None-Match", '"x"', 200),
        ("If-Modified-Since", modified, 304), ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("If-Match", etag, 200), ("If-Match", '"x"', 412), ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", 412),
    ]:
        for method in ("GET", "HEAD"):
            answer = server.request(method, "/get/conditions", [(header, value)])
            assert answer.status == status, (header, value)
            if status == 304:
                assert answer["ETag"] == etag and not answer.body
            if status == 412 and method == "GET":
                assert answer.code == "PreconditionFailed"


def test_206_answers_a_range_and_416_one_outside(server):
    server.put("/get/range", b"0123456789")
    for text, body, content_range in [
        ("bytes=0-3", b"0123", "bytes 0-3/10"), ("bytes=8-", b"89", "bytes 8-9/10"), ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=5-99", b"56789", "bytes 5-9/10"),
    ]:
        answer = server.get("/get/range", headers=[("Range", text)])
        assert (answer.status, answer.body, answer["Content-Range"]) == (206, body, content_range)
        assert answer["x-cos-hash-crc64ecma"] is None or body == b"0123456789"
    for text in ["bytes=10-", "bytes=-0"]:
        answer = server.get("/get/range", headers=[("Range", text)])
        assert answer.status == 416 and answer.code == "InvalidRange" and answer["Content-Range"] == "bytes */10"
    for text in ["bytes=3-1", "bytes=0-1,4-5", "lines=1-2", "bytes=a-"]:
        assert server.get("/get/range", headers=[("Range", text)]).body == b"0123456789"


def test_404_for_what_is_not_there(server):
    answer = server.get("/nothing/here")
    assert answer.status == 404 and answer.code == "NoSuchKey"
    head = server.request("HEAD", "/nothing/here")
    assert head.status == 404 and not head.body and head["x-cos-request-id"] and head["x-cos-trace-id"]


def test_response_parameters_count_where_they_are_signed(server):
    server.put("/get/override", b"x", [("Content-Type", "image/x")])
    target = "/get/override?response-content-type=text%2Fplain"
    assert server.get(target)["Content-Type"] == "text/plain"
    assert server.get(target, signed_parameters=[])["Content-Type"] == "image/x"


# GET, HEAD /key?ci-process=AIEnhanceImage


@pytest.mark.parametrize("name", TYPES)
def test_ci_process_answers_what_the_command_line_tool_makes(server, name):
    data, media_type = TYPES[name]
    server.put(f"/process/{name}", data)
    answer = server.get(f"/process/{name}?{ENHANCE}&denoise=2&sharpen=1")
    assert answer.status == 200 and answer.body == enhanced(data, 2, 1)
    assert answer["Content-Type"] == media_type and answer["Content-Length"] == str(len(answer.body))
    assert answer["x-cos-hash-crc64ecma"] is None, "it would have to be that of the result"
    assert answer["Content-Encoding"] is None and answer["Vary"] is None


@pytest.mark.parametrize("query, levels", [
    ("", (3, 3)), ("&denoise=&sharpen=", (3, 3)), ("&denoise=0&sharpen=4", (0, 4)), ("&denoise=5&sharpen=0", (5, 0)),
    ("&denoise=%32", (2, 3)), ("&sharpen=1&unknown=9&x-cos-traffic-limit=819200", (3, 1)),
])
def test_levels_are_0_to_5_and_3_where_nothing_is_said(server, query, levels):
    server.put("/process/levels.jpg", JPEG)
    assert server.get(f"/process/levels.jpg?{ENHANCE}{query}").body == enhanced(JPEG, *levels)


@pytest.mark.parametrize("query, parameter", [
    *[(f"denoise={value}", "denoise") for value in
      ["6", "10", "-1", "3.0", "+3", "%2B3", "3%20", "a", "0x3", "9999999999999999999999", "3;", "٣"]],
    ("sharpen=6", "sharpen"), ("sharpen=1&sharpen=1", "sharpen"), ("denoise=1&denoise=2", "denoise"),
    ("ignore-error=2", "ignore-error"), ("ignore-error=true", "ignore-error"), ("ignore-error=6", "ignore-error"),
])
def test_400_invalid_argument_names_the_parameter(server, query, parameter):
    server.put("/process/levels.jpg", JPEG)
    answer = server.get(f"/process/levels.jpg?{ENHANCE}&{quote(query, safe='=&%+;')}")
    assert answer.status == 400 and answer.code == "InvalidArgument"
    assert parameter in answer.xml.findtext("Message")


@pytest.mark.parametrize("query", [
    "imageMogr2/format/png", "imageMogr2%2Fsharpen%2F70=", "imageView2/1/w/100", "imageInfo", "watermark/2/text/x",
    "ci-process=AISuperResolution", "ci-process=", "ci-process=aienhanceimage", f"{ENHANCE}&{ENHANCE}",
    f"{ENHANCE}&imageMogr2/format/png",
])
def test_other_processing_is_400_and_never_the_original(server, query):
    server.put("/process/other.jpg", JPEG)
    answer = server.get(f"/process/other.jpg?{query}")
    assert answer.status == 400 and answer.code == "InvalidArgument"


def test_levels_0_and_0_give_the_original_and_its_tag(server):
    server.put("/process/zero.jpg", JPEG)
    answer = server.get(f"/process/zero.jpg?{ENHANCE}&denoise=0&sharpen=0")
    assert answer.body == JPEG and answer["ETag"] == md5(JPEG)


def test_a_result_has_a_tag_of_its_own_and_304_costs_no_work(server):
    server.put("/process/tag.jpg", JPEG, [("Cache-Control", "max-age=9")])
    target = f"/process/tag.jpg?{LIGHT}"
    answer = server.get(target)
    etag = answer["ETag"]
    assert etag.endswith('-e"') and len(etag) == 36 and answer["Cache-Control"] == "max-age=9"
    assert server.get(target)["ETag"] == etag
    assert server.get(f"/process/tag.jpg?{ENHANCE}&denoise=1&sharpen=2")["ETag"] != etag
    images = server.metric("enhance_images_total")
    for method in ("GET", "HEAD"):
        answer = server.request(method, target, [("If-None-Match", etag)])
        assert answer.status == 304 and answer["ETag"] == etag
        answer = server.request(method, target, [("If-Modified-Since", answer["Last-Modified"])])
        assert answer.status == 304
    assert server.metric("enhance_images_total") == images
    server.put("/process/tag.jpg", PNG)
    answer = server.get(target, headers=[("If-None-Match", etag)])
    assert answer.status == 200 and answer["ETag"] != etag


def test_a_range_of_a_result_is_ignored(server):
    server.put("/process/range.jpg", JPEG)
    answer = server.get(f"/process/range.jpg?{LIGHT}", headers=[("Range", "bytes=0-9")])
    assert answer.status == 200 and answer.body == enhanced(JPEG, 1, 1)


def test_head_of_a_result_has_no_body(server):
    server.put("/process/head.jpg", JPEG)
    target = f"/process/head.jpg?{LIGHT}"
    head, get = server.request("HEAD", target), server.get(target)
    assert head.status == 200 and head["ETag"] == get["ETag"] and head["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("make", [
    lambda: b"no image", lambda: JPEG[:200], lambda: JPEG[:len(JPEG) // 2], lambda: PNG[:-500], pictures.animation,
    pictures.huge_png, lambda: b""])
def test_ignore_error_answers_the_original(server, make):
    data = make()
    server.put("/process/broken", data, [("Content-Type", "text/x")])
    ignored = server.metric("enhance_ignored_errors_total")
    refused = server.get(f"/process/broken?{ENHANCE}")
    assert refused.status == 400 and refused.code in ("InvalidImageFormat", "ImageResolutionExceed")
    answer = server.get(f"/process/broken?{ENHANCE}&ignore-error=1")
    assert answer.status == 200 and answer.body == data and answer["ETag"] == md5(data)
    assert answer["Content-Type"] == "text/x"
    assert server.metric("enhance_ignored_errors_total") > ignored


def test_ignore_error_hides_neither_a_missing_object_nor_a_wrong_parameter(server):
    assert server.get(f"/nothing?{ENHANCE}&ignore-error=1").code == "NoSuchKey"
    server.put("/process/wrong.jpg", JPEG)
    assert server.get(f"/process/wrong.jpg?{ENHANCE}&denoise=9&ignore-error=1").code == "InvalidArgument"


def test_detect_url_is_refused_while_it_is_off(server):
    answer = server.get(f"/?{ENHANCE}&detect-url=http%3A%2F%2Fwww.example.com%2Fa.jpg")
    assert answer.status in (400, 405)


# PUT /key


def test_put_answers_tag_and_checksum(server):
    answer = server.put("/put/plain", b"123456789")
    assert answer.status == 200 and answer.body == b"" and answer["Content-Length"] == "0"
    assert answer["ETag"] == md5(b"123456789") and answer["x-cos-hash-crc64ecma"] == "11051210869376104954"
    assert server.get("/put/plain")["x-cos-hash-crc64ecma"] == "11051210869376104954"
    assert server.put("/put/empty", b"")["x-cos-hash-crc64ecma"] == "0"
    assert server.stored("put/empty") == b""


def test_put_takes_a_chunked_body(server):
    with server.connect() as connection:
        connection.send(server.head("PUT", "/put/chunked", [("Transfer-Encoding", "chunked")]))
        connection.send(b"5\r\n01234\r\n3;x=y\r\n567\r\n0\r\n\r\n")
        assert connection.answer().status == 200
    assert server.stored("put/chunked") == b"01234567"


def test_put_overwrites_unless_that_is_forbidden(server):
    for body, headers, status in [
        (b"1", [], 200), (b"2", [], 200), (b"3", [("x-cos-forbid-overwrite", "true")], 409),
        (b"4", [("x-cos-forbid-overwrite", "false")], 200),
    ]:
        answer = server.put("/put/overwrite", body, headers)
        assert answer.status == status
    assert server.stored("put/overwrite") == b"4"
    assert server.put("/put/overwrite", b"5", [("x-cos-forbid-overwrite", "true")]).code == "FileAlreadyExists"


def test_content_md5_is_checked(server):
    digest = base64.b64encode(hashlib.md5(b"x").digest()).decode()
    assert server.put("/put/md5", b"x", [("Content-MD5", digest)]).status == 200
    assert server.put("/put/md5-bad", b"y", [("Content-MD5", digest)]).code == "BadDigest"
    assert server.put("/put/md5-bad", b"y", [("Content-MD5", "nonsense")]).code == "InvalidDigest"
    assert server.stored("put/md5-bad") is None and not server.temporary_files()


def test_a_type_is_guessed_where_none_is_sent(server):
    for key, data, media_type in [
        ("jpg-as.png", JPEG, "image/jpeg"), ("a.webp", b"no webp", "image/webp"), ("a.html", b"<html>", None)]:
        server.put(f"/put/{key}", data)
        assert server.get(f"/put/{key}")["Content-Type"] == (media_type or "application/octet-stream")


@pytest.mark.parametrize("header", ["x-cos-copy-source", "x-cos-server-side-encryption"])
def test_headers_that_would_mislead_are_refused(server, header):
    answer = server.put("/put/refused", b"", [(header, "AES256")])
    assert answer.status == 400 and server.stored("put/refused") is None


def test_path_conflict_is_409(server):
    server.put("/conflict/file", b"x")
    for target in ("/conflict/file/below", "/conflict"):
        answer = server.put(target, b"x")
        assert answer.status == 409 and answer.code == "PathConflict"
    assert server.stored("conflict/file") == b"x"


# PUT /key with Pic-Operations


def put_with_rules(server, key, data, operations, headers=(), **options):
    return server.put(f"/{key}", data, [("Pic-Operations", operations), *headers], **options)


def test_put_with_rules_stores_original_and_results(server):
    operations = rules(
        ("/out/abs.jpg", f"{ENHANCE}&denoise=1&sharpen=2"), ("rel.jpg", f"{ENHANCE}&denoise=2&sharpen=0"),
        ("deep/%E5%9B%BE%20%2B.jpg", LIGHT), info=1)
    answer = put_with_rules(server, "rules/in/a.jpg", JPEG, operations)
    assert answer.status == 200 and answer["ETag"] == md5(JPEG) and answer["x-cos-hash-crc64ecma"]
    expected = [
        ("out/abs.jpg", enhanced(JPEG, 1, 2)), ("rules/in/rel.jpg", enhanced(JPEG, 2, 0)),
        ("rules/in/deep/图 +.jpg", enhanced(JPEG, 1, 1))]
    original = answer.xml.find("OriginalInfo")
    assert answer.xml.tag == "UploadResult"
    assert original.findtext("Key") == "rules/in/a.jpg" and original.findtext("ETag") == md5(JPEG)
    assert original.findtext("Location") == f"{HOST}/rules/in/a.jpg"
    objects = answer.xml.findall("ProcessResults/Object")
    assert [o.findtext("Key") for o in objects] == [key for key, _ in expected]
    for item, (key, data) in zip(objects, expected):
        assert server.stored(key) == data
        assert item.findtext("ETag") == md5(data) and item.findtext("Size") == str(len(data))
        assert item.findtext("Format") == "jpeg"
        assert int(item.findtext("Width")) > 0 and int(item.findtext("Height")) > 0
        assert server.request("HEAD", "/out/abs.jpg")["Content-Type"] == "image/jpeg"
    assert objects[2].findtext("Location") == f"{HOST}/rules/in/deep/%E5%9B%BE%20%2B.jpg"
    info = original.find("ImageInfo")
    assert info.findtext("Format") == "JPEG" and info.findtext("Orientation") == "0"
    assert info.findtext("Width") == objects[0].findtext("Width")
    assert 1 <= int(info.findtext("Quality")) <= 100
    assert len(info.findtext("Ave")) == 8 and info.findtext("Ave").startswith("0x")
    for element in answer.xml.iter():
        assert len(element) or element.text, f"{element.tag} is empty: an SDK fails at it"


@pytest.mark.parametrize("data, name", [(PNG, "png"), (WEBP, "webp")])
def test_a_result_keeps_the_format_whatever_its_name(server, data, name):
    answer = put_with_rules(server, f"rules/format.{name}", data, rules(("format.jpg", LIGHT)))
    assert answer.xml.findtext("ProcessResults/Object/Format") == name
    assert answer.xml.find("OriginalInfo/ImageInfo") is None, "only where it is asked for"
    assert server.stored("rules/format.jpg") == enhanced(data, 1, 1)


def test_a_rule_may_replace_the_original(server):
    answer = put_with_rules(server, "rules/same.jpg", JPEG, rules(("same.jpg", LIGHT)))
    result = enhanced(JPEG, 1, 1)
    assert server.stored("rules/same.jpg") == result
    assert answer.xml.findtext("OriginalInfo/ETag") == md5(result)


def test_a_rule_may_name_another_bucket(server):
    answer = put_with_rules(server, "rules/a.jpg", JPEG, rules(("/b.jpg", LIGHT), bucket=OTHER))
    assert server.stored("b.jpg", OTHER) == enhanced(JPEG, 1, 1)
    assert answer.xml.findtext("ProcessResults/Object/Location") == f"{OTHER_HOST}/b.jpg"


def test_no_rules_on_put_is_a_plain_upload(server):
    for operations in ["{}", '{"rules":[]}', '{"is_pic_info":0}']:
        answer = put_with_rules(server, "rules/none.jpg", JPEG, operations)
        assert answer.status == 200 and server.stored("rules/none.jpg") == JPEG


@pytest.mark.parametrize("operations, code", [
    ("[]", "InvalidPicOperations"), ("nonsense", "InvalidPicOperations"), ('{"rules":[{}]}', "InvalidPicOperations"),
    ('{"is_pic_info":2}', "InvalidPicOperations"),
    (rules(*[(f"{i}.jpg", LIGHT) for i in range(6)]), "InvalidPicOperations"),
    (rules(("x.jpg", LIGHT), ("./x.jpg", LIGHT)), None), (rules(("x.jpg", LIGHT), ("/refused/x.jpg", LIGHT)), None),
    (rules(("x.jpg", "imageMogr2/format/png")), "InvalidArgument"),
    (rules(("x.jpg", f"{LIGHT}|imageMogr2/format/png")), "InvalidArgument"),
    (rules(("x.jpg", f"{ENHANCE}&denoise=6")), "InvalidArgument"),
    (rules(("x.jpg", f"{LIGHT}&detect-url=http%3A%2F%2Fa%2Fb")), "InvalidArgument"),
    (rules(("../../x.jpg", LIGHT)), "InvalidObjectName"), (rules(("%2e%2e/x.jpg", LIGHT)), "InvalidObjectName"),
    (rules(("/.enhance/x", LIGHT)), "InvalidObjectName"), (rules(("/" + "x" * 851, LIGHT)), "KeyTooLong"),
    (rules(("x.jpg", LIGHT), bucket="nobody-1"), "NoSuchBucket"), (rules(("x.jpg", LIGHT), padding=" " * 17000), "InvalidPicOperations"),
    (rules(("a.jpg/x.jpg", LIGHT)), "PathConflict"),
])
def test_wrong_rules_are_refused_and_nothing_is_stored(server, operations, code):
    answer = put_with_rules(server, "refused/a.jpg", JPEG, operations)
    assert 400 <= answer.status < 500
    if code:
        assert answer.code == code
    assert server.stored("refused/a.jpg") is None and server.stored("refused/x.jpg") is None
    assert not server.temporary_files()


@pytest.mark.parametrize("make", [lambda: b"no image", lambda: JPEG[:len(JPEG) // 2], lambda: PNG[:-500], pictures.animation, pictures.huge_png])
def test_a_put_that_can_not_be_processed_stores_nothing(server, make):
    answer = put_with_rules(server, "refused/b.jpg", make(), rules(("y.jpg", LIGHT)))
    assert answer.status == 400 and answer.code in ("InvalidImageFormat", "ImageResolutionExceed")
    assert server.stored("refused/b.jpg") is None and server.stored("refused/y.jpg") is None
    assert not server.temporary_files()


def test_ignore_error_in_a_rule_copies_the_source(server):
    data = PNG[:-500]
    answer = put_with_rules(server, "ignored/a.jpg", data, rules(("copy.jpg", f"{LIGHT}&ignore-error=1"), info=1))
    assert answer.status == 200 and server.stored("ignored/copy.jpg") == data == server.stored("ignored/a.jpg")
    assert answer.xml.findtext("ProcessResults/Object/ETag") == md5(data)
    for element in answer.xml.iter():
        assert len(element) or element.text, f"{element.tag} is empty"


def test_one_failing_rule_fails_all(server):
    data = b"no image"
    answer = put_with_rules(
        server, "refused/c", data, rules(("copy", f"{LIGHT}&ignore-error=1"), ("result", LIGHT)))
    assert answer.status == 400
    assert server.stored("refused/c") is None and server.stored("refused/copy") is None


def test_two_pic_operations_headers_are_refused(server):
    headers = [("Pic-Operations", "{}"), ("Pic-Operations", "{}")]
    with server.connect() as connection:
        connection.send(server.head("PUT", "/refused/d", headers, b"x", signed_headers=["host"]) + b"x")
        assert connection.answer().status == 400


# POST /key?image_process


@pytest.mark.parametrize("query", ["image_process", "image_process="])
def test_post_processes_what_is_stored(server, query):
    server.put("/post/a.png", PNG)
    answer = server.post(f"/post/a.png?{query}", rules(("/post/b.png", LIGHT), ("c.png", f"{ENHANCE}&denoise=0"), info=1))
    assert answer.status == 200 and answer.xml.tag == "UploadResult"
    assert answer.xml.findtext("OriginalInfo/Key") == "post/a.png"
    assert answer.xml.findtext("OriginalInfo/ETag") == md5(PNG)
    assert answer.xml.findtext("OriginalInfo/ImageInfo/Format") == "PNG"
    assert server.stored("post/b.png") == enhanced(PNG, 1, 1) and server.stored("post/c.png") == enhanced(PNG, 0, 3)


def test_post_without_rules_or_source_is_refused(server):
    server.put("/post/a.png", PNG)
    for operations in ["{}", '{"rules":[]}']:
        assert server.post("/post/a.png?image_process", operations).status == 400
    assert server.request("POST", "/post/a.png?image_process", [], b"").status == 400
    assert server.post("/post/none.png?image_process", rules(("x.png", LIGHT))).code == "NoSuchKey"


# DELETE, HEAD /, OPTIONS, and the rest


def test_delete_is_204_also_for_what_is_not_there(server):
    server.put("/delete/a", b"x")
    for _ in range(2):
        answer = server.request("DELETE", "/delete/a")
        assert answer.status == 204 and not answer.body
    assert server.get("/delete/a").status == 404 and server.stored("delete/a") is None


def test_head_of_a_bucket(server):
    assert server.request("HEAD", "/").status == 200
    answer = server.request("HEAD", "/", host="nobody-1.cos.ap-guangzhou.myqcloud.com")
    assert answer.status == 404 and answer["x-cos-trace-id"]


def test_preflight_by_the_list_of_origins(server):
    def preflight(origin, method="PUT"):
        headers = [("Origin", origin), ("Access-Control-Request-Method", method),
                   ("Access-Control-Request-Headers", "content-type,pic-operations")]
        return server.request("OPTIONS", "/k", headers, key=None)

    answer = preflight("https://page.example")
    assert answer.status == 200 and answer["Access-Control-Allow-Origin"] in ("https://page.example", "*")
    assert "PUT" in answer["Access-Control-Allow-Methods"]
    assert "pic-operations" in answer["Access-Control-Allow-Headers"]
    for target in ("*", "/"):
        assert server.request("OPTIONS", target, key=None).code == "AccessForbidden"
    refused = preflight("https://other.example")
    assert refused.status == 403 and refused.code == "AccessForbidden"
    server.put("/cors", b"x")
    get = server.get("/cors", headers=[("Origin", "https://page.example")])
    assert get["Access-Control-Allow-Origin"] in ("https://page.example", "*")
    assert "ETag" in get["Access-Control-Expose-Headers"]
    assert server.get("/cors", headers=[("Origin", "https://o.example")])["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("method, target", [
    ("PATCH", "/k"), ("TRACE", "/k"), ("POST", "/k"), ("GET", "/"), ("GET", "/?prefix=a"), ("GET", "/k?acl"),
    ("PUT", "/k?tagging"), ("POST", "/?delete"), ("GET", "/?versions"), ("PUT", "/"), ("DELETE", "/"),
])
def test_405_for_other_methods_and_sub_resources(server, method, target):
    answer = server.request(method, target, body=b"" if method in ("PUT", "POST", "PATCH") else None)
    assert answer.status == 405 and answer.code == "MethodNotAllowed"


# Permissions


@pytest.mark.parametrize("key, method, target, operations, status", [
    (READER, "GET", "/in/a.jpg", None, 200), (READER, "HEAD", "/in/a.jpg", None, 200),
    (READER, "GET", f"/in/a.jpg?{LIGHT}", None, 403), (READER, "PUT", "/in/b.jpg", None, 403),
    (READER, "DELETE", "/in/a.jpg", None, 403), (READER, "HEAD", "/", None, 200),
    (ENHANCER, "GET", f"/in/a.jpg?{LIGHT}", None, 200),
    (WRITER, "PUT", "/in/b.jpg", None, 200), (WRITER, "PUT", "/out/b.jpg", None, 403),
    (WRITER, "GET", "/in/a.jpg", None, 403),
    (WRITER, "PUT", "/in/b.jpg", rules(("/in/c.jpg", LIGHT)), 200),
    (WRITER, "PUT", "/in/b.jpg", rules(("/out/c.jpg", LIGHT)), 403),
    (WRITER, "PUT", "/in/b.jpg", rules(("/in/c.jpg", LIGHT), bucket=OTHER), 403),
    (WRITER, "POST", "/in/a.jpg?image_process", rules(("/in/c.jpg", LIGHT)), 403),
    (READER, "POST", "/in/a.jpg?image_process", rules(("/in/c.jpg", LIGHT)), 403),
])
def test_each_request_needs_its_permissions(server, key, method, target, operations, status):
    server.put("/in/a.jpg", JPEG)
    headers = [("Pic-Operations", operations)] if operations else []
    body = JPEG if method == "PUT" else b"" if method == "POST" else None
    answer = server.request(method, target, headers, body, key=key)
    assert answer.status == status
    if status == 403 and answer.body:
        assert answer.code == "AccessDenied"


def test_permission_comes_before_whether_anything_is_there(server):
    assert server.get("/nothing/here", key=WRITER).status == 403
    assert server.get(f"/in/a.jpg?{ENHANCE}&denoise=9", key=READER).status == 403


def test_unsigned_requests_are_refused_by_default(server):
    for method, target in [("GET", "/in/a.jpg"), ("PUT", "/in/z"), ("DELETE", "/in/a.jpg"), ("HEAD", "/")]:
        answer = server.request(method, target, body=b"" if method == "PUT" else None, key=None)
        assert answer.status == 403
        assert method == "HEAD" or answer.code == "AccessDenied"


def test_anonymous_read_and_all(start):
    reader = start("--anonymous", "read", keys=None)
    reader.store("a.jpg", JPEG)
    assert reader.get("/a.jpg", key=None).body == JPEG
    assert reader.get(f"/a.jpg?{LIGHT}", key=None).body == enhanced(JPEG, 1, 1)
    for method, target in [("PUT", "/b"), ("DELETE", "/a.jpg"), ("POST", "/a.jpg?image_process")]:
        headers = [("Pic-Operations", rules(("b.jpg", LIGHT)))]
        assert reader.request(method, target, headers, b"", key=None).status == 403
    assert reader.get(f"/?{ENHANCE}&detect-url=http%3A%2F%2Fa%2Fb", key=None).status == 403
    everyone = start("--anonymous", "all")
    assert everyone.put("/b", b"x", key=None).status == 200
    assert everyone.put("/c.jpg", JPEG, [("Pic-Operations", rules(("d.jpg", LIGHT)))], key=None).status == 200
    assert everyone.request("DELETE", "/b", key=None).status == 204
    assert everyone.get("/c.jpg", key=WRITER).status == 403, "a signature that is there counts"


# Buckets


def test_a_bucket_comes_from_the_host(start):
    server = start("--default-bucket", BUCKET, "--host-suffix", "images.example")
    server.store("k", b"first")
    server.store("k", b"second", OTHER)
    for host, body in [
        (HOST, b"first"), (OTHER_HOST, b"second"), (f"{OTHER}.pic.ap-guangzhou.myqcloud.com", b"second"),
        (f"{OTHER}.ci.eu-frankfurt.tencentcos.cn", b"second"), (f"{OTHER}.cos-internal.x.myqcloud.com", b"second"),
        (f"{OTHER}.images.example", b"second"), (f"{OTHER}.images.example:8080", b"second"),
        ("127.0.0.1", b"first"), (f"127.0.0.1:{server.port}", b"first"), ("localhost", b"first"),
    ]:
        assert server.get("/k", host=host).body == body, host
    answer = server.get("/k", host="nobody-1.cos.x.myqcloud.com")
    assert answer.status == 404 and answer.code == "NoSuchBucket"
    assert start().get("/k", host="127.0.0.1").code == "NoSuchBucket"
