"""The unmodified Python SDK (cos-python-sdk-v5), as its users call it."""

import hashlib
import json

import pytest
import requests
from qcloud_cos import CosConfig, CosS3Client, CosServiceError
from qcloud_cos.ai_recognition import AIRecognitionClient

from harness.pictures import JPEG, PNG, WEBP, enhanced
from harness.server import BUCKET, HOST, OTHER, OWNER, READER, rules
from harness.signing import Key

REGION = "ap-guangzhou"
LIGHT = "ci-process=AIEnhanceImage&denoise=1&sharpen=1"


def config(server, key=OWNER, **options):
    place = {"IP": "127.0.0.1", "Port": server.port} | options
    return CosConfig(Region=REGION, SecretId=key.id, SecretKey=key.secret, Scheme="http", **place)


@pytest.fixture
def client(server):
    return CosS3Client(config(server), retry=0)


@pytest.fixture
def recognition(server):
    return AIRecognitionClient(config(server), retry=0)


# Processing on download


@pytest.mark.parametrize("data", [JPEG, PNG, WEBP], ids=["jpeg", "png", "webp"])
@pytest.mark.parametrize("denoise, sharpen", [(3, 3), (0, 2), (1, 0)])
def test_cos_ai_enhance_image(server, recognition, data, denoise, sharpen):
    server.store("sdk/a", data)
    headers, body = recognition.cos_ai_enhance_image(Bucket=BUCKET, ObjectKey="sdk/a", Denoise=denoise, Sharpen=sharpen)
    assert body.get_raw_stream().read() == enhanced(data, denoise, sharpen)
    headers, body = recognition.cos_ai_enhance_image(
        Bucket=BUCKET, ObjectKey="sdk/a", Denoise=denoise, Sharpen=sharpen, Stream=False)
    assert body == enhanced(data, denoise, sharpen)


def test_cos_ai_enhance_image_with_ignore_error_and_empty_levels(server, recognition):
    server.store("sdk/broken", b"no image")
    _, body = recognition.cos_ai_enhance_image(Bucket=BUCKET, ObjectKey="sdk/broken", IgnoreError=1, Stream=False)
    assert body == b"no image"
    server.store("sdk/a", JPEG)
    _, body = recognition.cos_ai_enhance_image(Bucket=BUCKET, ObjectKey="sdk/a", Denoise="", Sharpen="", Stream=False)
    assert body == enhanced(JPEG)


def test_cos_ai_enhance_image_saved_to_a_file(server, recognition, tmp_path):
    server.store("sdk/a", JPEG)
    _, body = recognition.cos_ai_enhance_image(Bucket=BUCKET, ObjectKey="sdk/a", Denoise=1, Sharpen=1)
    body.get_stream_to_file(str(tmp_path / "out.jpg"))
    assert (tmp_path / "out.jpg").read_bytes() == enhanced(JPEG, 1, 1)


def test_ci_process(server, client):
    server.store("sdk/a", PNG)
    _, body = client.ci_process(
        Bucket=BUCKET, Key="sdk/a", CiProcess="AIEnhanceImage", Params={"denoise": 2, "sharpen": 1}, NeedHeader=True,
        Stream=False)
    assert body == enhanced(PNG, 2, 1)


def test_ci_get_object_with_a_rule_of_another_kind_is_refused(server, client, tmp_path):
    server.store("sdk/a", PNG)
    with pytest.raises(CosServiceError) as caught:
        client.ci_get_object(
            Bucket=BUCKET, Key="sdk/a", DestImagePath=str(tmp_path / "out"), Rule="imageMogr2/sharpen/70")
    assert caught.value.get_error_code() == "InvalidArgument"


# Processing on upload and of what is stored


@pytest.mark.parametrize("call", ["put_object", "ci_put_object"])
def test_put_object_with_pic_operations(server, client, call):
    operations = rules(("/sdk/out/1.jpg", LIGHT), ("图.jpg", "ci-process=AIEnhanceImage&denoise=0&sharpen=2"), info=1)
    answer = getattr(client, call)(Bucket=BUCKET, Body=JPEG, Key="sdk/in/a.jpg", PicOperations=operations)
    if call == "put_object":
        answer = answer[1] if isinstance(answer, tuple) else answer
    assert server.stored("sdk/in/a.jpg") == JPEG
    assert server.stored("sdk/out/1.jpg") == enhanced(JPEG, 1, 1)
    assert server.stored("sdk/in/图.jpg") == enhanced(JPEG, 0, 2)
    if call == "ci_put_object":
        _, result = answer
        assert [o["Key"] for o in result["ProcessResults"]["Object"]] == ["sdk/out/1.jpg", "sdk/in/图.jpg"]
        assert result["OriginalInfo"]["ImageInfo"]["Format"] == "JPEG"
        assert result["OriginalInfo"]["Location"] == f"{HOST}/sdk/in/a.jpg"


def test_pic_operations_of_raw_utf_8(server, client):
    operations = json.dumps({"rules": [{"fileid": "图.jpg", "rule": LIGHT}]}, ensure_ascii=False).encode()
    client.put_object(Bucket=BUCKET, Body=JPEG, Key="sdk/raw/a.jpg", PicOperations=operations)
    assert server.stored("sdk/raw/图.jpg") == enhanced(JPEG, 1, 1)


def test_ci_image_process(server, client):
    server.store("sdk/a.webp", WEBP)
    _, one = client.ci_image_process(Bucket=BUCKET, Key="sdk/a.webp", PicOperations=rules(("one.webp", LIGHT)))
    assert one["ProcessResults"]["Object"]["Format"] == "webp"
    _, two = client.ci_image_process(
        Bucket=BUCKET, Key="sdk/a.webp", PicOperations=rules(("two.webp", LIGHT), ("/sdk/three.webp", LIGHT)))
    assert [o["Key"] for o in two["ProcessResults"]["Object"]] == ["sdk/two.webp", "sdk/three.webp"]
    for key in ("one", "two", "three"):
        assert server.stored(f"sdk/{key}.webp") == enhanced(WEBP, 1, 1)


def test_results_in_another_bucket(server, client):
    client.put_object(
        Bucket=BUCKET, Body=JPEG, Key="sdk/a.jpg", PicOperations=rules(("/sdk/other.jpg", LIGHT), bucket=OTHER))
    assert server.stored("sdk/other.jpg", OTHER) == enhanced(JPEG, 1, 1)


# Ordinary calls


@pytest.mark.parametrize("key", ["sdk/plain", "sdk/a b+c&d/图 (1).png", "sdk/.x/..y", "sdk/a;b=c?d#e%41"])
def test_put_get_head_delete(server, client, key):
    answer = client.put_object(
        Bucket=BUCKET, Body=b"hello", Key=key, ContentType="text/x", CacheControl="no-store", Metadata={"x-cos-meta-a": "1"},
        EnableMD5=True)
    assert answer["ETag"] == f'"{hashlib.md5(b"hello").hexdigest()}"'
    got = client.get_object(Bucket=BUCKET, Key=key)
    assert got["Body"].get_raw_stream().read() == b"hello" and got["Content-Type"] == "text/x"
    assert got["Cache-Control"] == "no-store" and got["x-cos-meta-a"] == "1"
    assert client.get_object(Bucket=BUCKET, Key=key, Range="bytes=1-3")["Body"].get_raw_stream().read() == b"ell"
    head = client.head_object(Bucket=BUCKET, Key=key)
    assert head["ETag"] == answer["ETag"] and head["Content-Length"] == "5"
    assert client.object_exists(Bucket=BUCKET, Key=key)
    client.delete_object(Bucket=BUCKET, Key=key)
    client.delete_object(Bucket=BUCKET, Key=key)
    assert not client.object_exists(Bucket=BUCKET, Key=key)


def test_streams_files_and_small_uploads(server, client, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 2000)
    with open(path, "rb") as file:
        client.put_object(Bucket=BUCKET, Body=file, Key="sdk/stream")
    client.put_object(Bucket=BUCKET, Body=iter([b"one", b"two"]), Key="sdk/chunks")
    assert server.stored("sdk/stream") == path.read_bytes() and server.stored("sdk/chunks") == b"onetwo"
    client.upload_file(Bucket=BUCKET, Key="sdk/upload", LocalFilePath=str(path))
    assert server.stored("sdk/upload") == path.read_bytes()
    client.download_file(Bucket=BUCKET, Key="sdk/upload", DestFilePath=str(tmp_path / "down"))
    assert (tmp_path / "down").read_bytes() == path.read_bytes()


def test_conditions(server, client):
    etag = client.put_object(Bucket=BUCKET, Body=b"x", Key="sdk/if")["ETag"]
    client.get_object(Bucket=BUCKET, Key="sdk/if", IfMatch=etag)
    with pytest.raises(CosServiceError) as caught:
        client.get_object(Bucket=BUCKET, Key="sdk/if", IfMatch='"x"')
    assert caught.value.get_status_code() == 412


def test_head_bucket_and_bucket_exists(client):
    client.head_bucket(Bucket=BUCKET)
    assert client.bucket_exists(Bucket=BUCKET)
    assert not client.bucket_exists(Bucket="nobody-1250000000")


# Links


@pytest.fixture
def link_client():
    """Without an address, so that links name the bucket's own host."""
    return CosS3Client(CosConfig(Region=REGION, SecretId=OWNER.id, SecretKey=OWNER.secret, Scheme="http"))


def test_presigned_links_are_shared(server, link_client):
    server.store("sdk/link.jpg", JPEG)
    for params, body in [
        ({}, JPEG), ({"ci-process": "AIEnhanceImage", "denoise": "1", "sharpen": "1"}, enhanced(JPEG, 1, 1))]:
        url = link_client.get_presigned_url(Bucket=BUCKET, Key="sdk/link.jpg", Method="GET", Expired=300, Params=params)
        answer = requests.get(at(server, url), headers={"Host": HOST})
        assert answer.status_code == 200 and answer.content == body
        assert requests.get(at(server, url).replace("link", "lonk"), headers={"Host": HOST}).status_code == 403
        assert requests.head(at(server, url), headers={"Host": HOST}).status_code == 403


def test_presigned_upload(server, link_client):
    url = link_client.get_presigned_url(Bucket=BUCKET, Key="sdk/up+ 图", Method="PUT", Expired=300)
    assert requests.put(at(server, url), data=b"x", headers={"Host": HOST}).status_code == 200
    assert server.stored("sdk/up+ 图") == b"x"


def test_a_link_that_signs_no_host_is_good_for_the_default_bucket_alone(start, link_client):
    server = start("--default-bucket", BUCKET)
    for bucket in (BUCKET, OTHER):
        server.store("k", b"x", bucket)
    for bucket, status in [(BUCKET, 200), (OTHER, 403)]:
        url = link_client.get_presigned_url(Bucket=bucket, Key="k", Method="GET", Expired=300, SignHost=False)
        host = f"{bucket}.cos.{REGION}.myqcloud.com"
        assert requests.get(at(server, url), headers={"Host": host}).status_code == status


def at(server, url):
    """The link with the server's address in place of its host."""
    host = url.split("/")[2]
    return url.replace(f"//{host}/", f"//127.0.0.1:{server.port}/", 1)


# Endpoints


def test_the_address_as_domain_means_the_default_bucket(start):
    server = start("--default-bucket", BUCKET)
    client = CosS3Client(CosConfig(
        Region=REGION, SecretId=OWNER.id, SecretKey=OWNER.secret, Scheme="http", Domain=f"127.0.0.1:{server.port}"), retry=0)
    client.put_object(Bucket=BUCKET, Body=b"x", Key="k")
    assert server.stored("k") == b"x"


# Errors


@pytest.mark.parametrize("key, call, status, code", [
    (OWNER, lambda c: c.get_object(Bucket=BUCKET, Key="sdk/none"), 404, "NoSuchKey"),
    (OWNER, lambda c: c.get_object(Bucket="nobody-1250000000", Key="k"), 404, "NoSuchBucket"),
    (READER, lambda c: c.put_object(Bucket=BUCKET, Key="k", Body=b""), 403, "AccessDenied"),
    (Key("AKIDNOBODY", "x"), lambda c: c.get_object(Bucket=BUCKET, Key="k"), 403, "InvalidAccessKeyId"),
    (Key(OWNER.id, "x"), lambda c: c.get_object(Bucket=BUCKET, Key="k"), 403, "SignatureDoesNotMatch"),
    (OWNER, lambda c: c.put_object(Bucket=BUCKET, Key="k", Body=b"", PicOperations="[]"), 400, "InvalidPicOperations"),
    (OWNER, lambda c: c.list_objects(Bucket=BUCKET), 405, "MethodNotAllowed"),
    (OWNER, lambda c: c.put_object(Bucket=BUCKET, Key="../../etc/passwd", Body=b"x"), 400, "InvalidObjectName"),
])
def test_errors_are_understood(server, key, call, status, code):
    with pytest.raises(CosServiceError) as caught:
        call(CosS3Client(config(server, key), retry=3))
    error = caught.value
    assert (error.get_status_code(), error.get_error_code()) == (status, code)
    assert "Unknown" not in (error.get_error_msg(), error.get_request_id(), error.get_resource_location())


def test_errors_of_head_have_a_trace_id(client):
    with pytest.raises(CosServiceError) as caught:
        client.head_object(Bucket=BUCKET, Key="sdk/none")
    assert caught.value.get_status_code() == 404 and caught.value.get_trace_id()
    assert caught.value.get_error_code() == "NoSuchResource"
