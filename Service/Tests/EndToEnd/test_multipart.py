"""Uploads in parts: every row of the table of requests about them, and what SDKs make of them."""

import hashlib
import random

import pytest
from qcloud_cos import CosConfig, CosS3Client, CosServiceError

from harness.pictures import JPEG, PNG, enhanced
from harness.server import BUCKET, HOST, OTHER_HOST, OWNER, READER, WRITER, rules
from test_errors import refused

LIGHT = "ci-process=AIEnhanceImage&denoise=1&sharpen=1"
NAMESPACE = "{http://www.qcloud.com/document/product/436/7751}"


def begin(server, name, headers=(), **options):
    answer = server.request("POST", f"/{name}?uploads", headers, b"", **options)
    assert answer.status == 200, answer
    assert answer.xml.tag == "InitiateMultipartUploadResult"
    assert answer.xml.findtext("Bucket") == BUCKET and answer.xml.findtext("Key") == name
    return answer.xml.findtext("UploadId")


def send(server, name, upload, number, body, headers=(), **options):
    return server.put(f"/{name}?partNumber={number}&uploadId={upload}", body, headers, **options)


def listed(*parts):
    items = "".join(f"<Part><PartNumber>{n}</PartNumber><ETag>{etag}</ETag></Part>" for n, etag in parts)
    return f"<CompleteMultipartUpload>{items}</CompleteMultipartUpload>".encode()


def complete(server, name, upload, body, headers=(), **options):
    return server.request("POST", f"/{name}?uploadId={upload}", headers, body, **options)


def md5(data):
    return hashlib.md5(data).digest()


def test_post_uploads_put_parts_post_upload_id_makes_one_object(server):
    key = "parts/a"
    upload = begin(server, key, [("Content-Type", "text/x"), ("x-cos-meta-a", "1")])
    pieces = [random.Random(number).randbytes(100_000 * number) for number in (1, 2, 3)]
    tags = {}
    for number in (3, 1, 2):
        answer = send(server, key, upload, number, pieces[number - 1])
        assert answer.status == 200 and answer.body == b""
        assert answer["ETag"] == f'"{md5(pieces[number - 1]).hex()}"' and answer["x-cos-hash-crc64ecma"]
        tags[number] = answer["ETag"]
    assert server.stored(key) is None, "nobody sees it before it is complete"
    answer = complete(server, key, upload, listed(*sorted(tags.items())))
    assert answer.status == 200 and answer.xml.tag == NAMESPACE + "CompleteMultipartUploadResult"
    etag = f'"{hashlib.md5(b"".join(map(md5, pieces))).hexdigest()}-3"'
    for name, value in [("ETag", etag), ("Key", key), ("Bucket", BUCKET), ("Location", f"{HOST}/{key}")]:
        assert answer.xml.findtext(NAMESPACE + name) == value
    assert server.stored(key) == b"".join(pieces)
    head = server.request("HEAD", f"/{key}")
    assert head["ETag"] == etag and head["Content-Type"] == "text/x" and head["x-cos-meta-a"] == "1"
    assert head["x-cos-hash-crc64ecma"] == answer["x-cos-hash-crc64ecma"]
    assert refused(complete(server, key, upload, listed(*tags.items())), 404, "NoSuchUpload"), "it is gone then"


def test_delete_upload_id_aborts(server):
    upload = begin(server, "parts/abort")
    send(server, "parts/abort", upload, 1, b"x")
    assert server.request("DELETE", f"/parts/abort?uploadId={upload}").status == 204
    assert refused(server.request("DELETE", f"/parts/abort?uploadId={upload}"), 404, "NoSuchUpload")
    assert refused(send(server, "parts/abort", upload, 1, b"x"), 404, "NoSuchUpload")


def test_get_upload_id_lists_parts_and_get_uploads_lists_uploads(server):
    key = "parts/list & more"
    target = "parts/list%20%26%20more"
    uploads = [server.request("POST", f"/{target}?uploads=", [], b"").xml.findtext("UploadId") for _ in range(2)]
    for number in (2, 1):
        send(server, target, uploads[0], number, b"x" * number)
    answer = server.get(f"/{target}?uploadId={uploads[0]}")
    assert answer.xml.findtext("Key") == key and answer.xml.findtext("IsTruncated") == "false"
    assert [p.findtext("PartNumber") for p in answer.xml.findall("Part")] == ["1", "2"]
    assert [p.findtext("Size") for p in answer.xml.findall("Part")] == ["1", "2"]
    answer = server.get("/?uploads&prefix=parts%2Flist")
    assert {u.findtext("UploadId") for u in answer.xml.findall("Upload")} == set(uploads)
    assert {u.findtext("Key") for u in answer.xml.findall("Upload")} == {key}
    assert not server.get("/?uploads&prefix=parts%2Fnothing").xml.findall("Upload")
    assert not server.get("/?uploads&prefix=parts%2Flist", host=OTHER_HOST).xml.findall("Upload")


def test_pic_operations_on_completion_process_too(server):
    key = "parts/in/a.png"
    upload = begin(server, key)
    half = len(PNG) // 2
    tags = [(n, send(server, key, upload, n, piece)["ETag"]) for n, piece in [(1, PNG[:half]), (2, PNG[half:])]]
    operations = rules(("/parts/out/a.png", LIGHT), ("b.png", "ci-process=AIEnhanceImage"), info=1)
    answer = complete(server, key, upload, listed(*tags), [("Pic-Operations", operations)])
    assert answer.status == 200, answer
    assert answer.xml.findtext(f"{NAMESPACE}ImageInfo/{NAMESPACE}Format") == "PNG"
    objects = answer.xml.findall(f"{NAMESPACE}ProcessResults/{NAMESPACE}Object")
    assert [o.findtext(NAMESPACE + "Key") for o in objects] == ["parts/out/a.png", "parts/in/b.png"]
    assert server.stored(key) == PNG
    assert server.stored("parts/out/a.png") == enhanced(PNG, 1, 1) and server.stored("parts/in/b.png") == enhanced(PNG)


def test_a_completion_that_can_not_be_processed_stores_nothing_and_keeps_the_parts(server):
    key = "parts/in/broken.jpg"
    upload = begin(server, key)
    tag = send(server, key, upload, 1, JPEG[:len(JPEG) // 2])["ETag"]
    headers = [("Pic-Operations", rules(("x.jpg", LIGHT)))]
    assert refused(complete(server, key, upload, listed((1, tag)), headers), 400, "InvalidImageFormat")
    assert server.stored(key) is None and server.stored("parts/in/x.jpg") is None and not server.temporary_files()
    assert complete(server, key, upload, listed((1, tag))).status == 200
    assert server.stored(key) == JPEG[:len(JPEG) // 2]


@pytest.mark.parametrize("body, status, code", [
    (b"", 400, "MalformedXML"), (b"<a>", 400, "MalformedXML"), (listed(), 400, "MalformedXML"),
    (listed((0, '"x"')), 400, "MalformedXML"), (listed((1, '"x"')), 400, "InvalidPart"),
    (listed((7, '"x"')), 400, "InvalidPart"), (b"<!DOCTYPE x>" + listed((1, "x")), 400, "MalformedXML"),
    (b"<a>" + b"x" * 3_000_000 + b"</a>", 400, "MalformedXML"),
])
def test_400_malformed_xml_and_invalid_part(server, body, status, code):
    upload = begin(server, "parts/wrong")
    send(server, "parts/wrong", upload, 1, b"x")
    assert refused(complete(server, "parts/wrong", upload, body), status, code)
    assert server.stored("parts/wrong") is None


@pytest.mark.parametrize("number", ["0", "10001", "x", "", "1&partNumber=2"])
def test_400_for_numbers_no_part_can_have(server, number):
    upload = begin(server, "parts/number")
    assert refused(send(server, "parts/number", upload, number, b"x"), 400, "InvalidArgument")


def test_404_no_such_upload(server):
    upload = begin(server, "parts/mine")
    for key, name in [("parts/other", upload), ("parts/mine", "0" * 32), ("parts/mine", "..%2F..%2F.."), ("parts/mine", "")]:
        for method in ("PUT", "POST", "DELETE", "GET"):
            number = "partNumber=1&" if method == "PUT" else ""
            body = b"" if method in ("PUT", "POST") else None
            answer = server.request(method, f"/{key}?{number}uploadId={name}", body=body)
            assert refused(answer, 404, "NoSuchUpload")


def test_parts_are_bounded_checked_and_refused_before_they_are_sent(start):
    server = start("--max-object-bytes", 1000)
    upload = begin(server, "a")
    assert send(server, "a", upload, 1, bytes(600)).status == 200
    assert refused(send(server, "a", upload, 2, bytes(401)), 400, "EntityTooLarge"), "all together"
    assert send(server, "a", upload, 1, bytes(1000)).status == 200, "in place of the first"
    assert refused(send(server, "a", upload, 2, b"x", [("Content-MD5", "nonsense")]), 400, "InvalidDigest")
    assert refused(send(server, "a", upload, 1, b"x", [("Content-MD5", "A" * 22 + "==")]), 400, "BadDigest")
    assert refused(send(server, "a", upload, 1, b"", [("x-cos-copy-source", "b/c")]), 400, "InvalidArgument")
    with server.connect(timeout=5) as connection:
        headers = [("Expect", "100-continue"), ("Content-Length", "5000")]
        connection.send(server.head("PUT", f"/a?partNumber=1&uploadId={upload}", headers))
        assert connection.answer().status == 400 and connection.is_closed()
    assert not server.temporary_files()


@pytest.mark.parametrize("key, target, status", [
    (READER, "in/p", 403), (WRITER, "in/p", 200), (WRITER, "out/p", 403), (None, "in/p", 403)])
def test_parts_need_permission_to_put(server, key, target, status):
    assert server.request("POST", f"/{target}?uploads", [], b"", key=key).status == status
    upload = begin(server, target)
    assert send(server, target, upload, 1, b"x", key=key).status == status
    assert server.get(f"/{target}?uploadId={upload}", key=key).status == status
    assert server.get(f"/?uploads&prefix={target}", key=key).status == status
    assert server.get("/?uploads", key=key).status == (403 if key is not OWNER else 200)
    tag = f'"{md5(b"x").hex()}"'
    assert complete(server, target, upload, listed((1, tag)), key=key).status == status
    upload = begin(server, target)
    assert server.request("DELETE", f"/{target}?uploadId={upload}", key=key).status == (204 if status == 200 else 403)


def test_parts_survive_a_restart_and_forbid_overwrite_holds(start):
    server = start()
    server.put("/a", b"there")
    upload = begin(server, "a")
    tag = send(server, "a", upload, 1, b"new")["ETag"]
    server.restart()
    answer = complete(server, "a", upload, listed((1, tag)), [("x-cos-forbid-overwrite", "true")])
    assert refused(answer, 409, "FileAlreadyExists") and server.stored("a") == b"there"
    assert complete(server, "a", upload, listed((1, tag))).status == 200 and server.stored("a") == b"new"


# The unmodified Python SDK


@pytest.fixture
def client(server):
    return CosS3Client(CosConfig(
        Region="ap-guangzhou", SecretId=OWNER.id, SecretKey=OWNER.secret, Scheme="http", IP="127.0.0.1",
        Port=server.port), retry=0)


def test_upload_file_with_20_mb(server, client, tmp_path):
    data = random.Random(20).randbytes(20 << 20)
    (tmp_path / "large").write_bytes(data)
    answer = client.upload_file(Bucket=BUCKET, Key="sdk/large file", LocalFilePath=str(tmp_path / "large"), EnableMD5=True)
    assert answer["ETag"].strip('"').endswith("-20")
    assert server.stored("sdk/large file") == data
    client.download_file(Bucket=BUCKET, Key="sdk/large file", DestFilePath=str(tmp_path / "back"), EnableCRC=True)
    assert (tmp_path / "back").read_bytes() == data


def test_upload_file_goes_on_with_an_upload_that_was_cut_off(server, client, tmp_path):
    data = random.Random(3).randbytes(3 << 20)
    (tmp_path / "large").write_bytes(data)
    upload = client.create_multipart_upload(Bucket=BUCKET, Key="sdk/resumed")["UploadId"]
    client.upload_part(Bucket=BUCKET, Key="sdk/resumed", Body=data[:1 << 20], PartNumber=1, UploadId=upload)
    received = server.metric("enhance_received_bytes_total")
    client.upload_file(Bucket=BUCKET, Key="sdk/resumed", LocalFilePath=str(tmp_path / "large"))
    assert server.stored("sdk/resumed") == data
    assert server.metric("enhance_received_bytes_total") - received < (2 << 20) + 10_000, "one part was there already"


def test_calls_of_the_sdk_about_parts(server, client):
    upload = client.create_multipart_upload(Bucket=BUCKET, Key="sdk/calls", ContentType="text/x")["UploadId"]
    tag = client.upload_part(Bucket=BUCKET, Key="sdk/calls", Body=b"hello", PartNumber=1, UploadId=upload)["ETag"]
    parts = client.list_parts(Bucket=BUCKET, Key="sdk/calls", UploadId=upload)["Part"]
    assert [(p["PartNumber"], p["ETag"], p["Size"]) for p in parts] == [("1", tag, "5")]
    listing = client.list_multipart_uploads(Bucket=BUCKET, Prefix="sdk/calls", EncodingType="url")
    assert [u["Key"] for u in listing["Upload"]] == ["sdk/calls"]
    answer = client.complete_multipart_upload(
        Bucket=BUCKET, Key="sdk/calls", UploadId=upload, MultipartUpload={"Part": [{"PartNumber": 1, "ETag": tag}]})
    assert answer["Key"] == "sdk/calls" and answer["ETag"].endswith('-1"')
    upload = client.create_multipart_upload(Bucket=BUCKET, Key="sdk/calls")["UploadId"]
    client.abort_multipart_upload(Bucket=BUCKET, Key="sdk/calls", UploadId=upload)
    with pytest.raises(CosServiceError) as caught:
        client.list_parts(Bucket=BUCKET, Key="sdk/calls", UploadId=upload)
    assert caught.value.get_error_code() == "NoSuchUpload"
