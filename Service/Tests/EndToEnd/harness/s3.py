"""An S3 server for the tests: moto's, which knows the protocol and keeps everything in memory."""

import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request

import boto3

from .server import BUCKET, OTHER, Server, free_port

VARIABLES = {"ENHANCE_S3_ACCESS_KEY": "store-key", "ENHANCE_S3_SECRET_KEY": "store-secret"}


class S3:
    """`ENHANCE_TEST_S3` names another server's endpoint to test against, such as MinIO's; its key pair comes from
    ENHANCE_S3_ACCESS_KEY and ENHANCE_S3_SECRET_KEY, and its buckets must be there and empty."""

    def __init__(self):
        self.endpoint = os.environ.get("ENHANCE_TEST_S3")
        self.process = None
        if self.endpoint is None:
            self.port = free_port()
            self.endpoint = f"http://127.0.0.1:{self.port}"
            self.start()
        self.variables = {name: os.environ.get(name, value) for name, value in VARIABLES.items()}

    @property
    def client(self):
        return boto3.client(
            "s3", endpoint_url=self.endpoint, region_name="us-east-1",
            aws_access_key_id=self.variables["ENHANCE_S3_ACCESS_KEY"],
            aws_secret_access_key=self.variables["ENHANCE_S3_SECRET_KEY"])

    def start(self):
        program = pathlib.Path(sys.executable).with_name("moto_server")
        self.process = subprocess.Popen(
            [program, "-H", "127.0.0.1", "-p", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(self.endpoint, timeout=5)
                break
            except OSError:
                assert time.monotonic() < deadline, "moto_server does not come up"
                time.sleep(0.1)
        for bucket in (BUCKET, OTHER):
            urllib.request.urlopen(urllib.request.Request(f"{self.endpoint}/{bucket}", method="PUT"), timeout=5)

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def keys(self, bucket=BUCKET):
        return {item["Key"] for item in self.client.list_objects_v2(Bucket=bucket).get("Contents", [])}

    def get(self, key, bucket=BUCKET):
        if key not in self.keys(bucket):
            return None
        return self.client.get_object(Bucket=bucket, Key=key)["Body"].read()


class S3Server(Server):
    """A server whose objects are in an S3 store."""

    def __init__(self, folder, s3, *options, **arguments):
        self.s3 = s3
        super().__init__(
            folder, "--store", "s3", "--s3-endpoint", s3.endpoint, *options,
            variables=s3.variables | arguments.pop("variables", {}), **arguments)

    def store(self, key, body, bucket=BUCKET):
        self.s3.client.put_object(Bucket=bucket, Key=key, Body=body)

    def stored(self, key, bucket=BUCKET):
        return self.s3.get(key, bucket)

    def temporary_files(self):
        folder = self.data / "spool"
        return sorted(path.name for path in folder.iterdir() if path.name != "lock") if folder.exists() else []
