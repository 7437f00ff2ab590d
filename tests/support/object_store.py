"""An S3 server of this computer: moto's, as a process of its own."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.paths import ROOT

SERVE = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()  # until whoever started this closes it, or ends
server.stop()
"""
ACCOUNT = {"AWS_ACCESS_KEY_ID": "AKIDTEST", "AWS_SECRET_ACCESS_KEY": "swordfish"}


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A server at `url`, with whatever is put there."""

    url: str

    def put(self, bucket: str, objects: Mapping[str, bytes]) -> None:
        """Put objects into `bucket`, which is made if it is not there."""
        client = self.client()
        client.create_bucket(Bucket=bucket)
        for name, data in objects.items():
            client.put_object(Bucket=bucket, Key=name, Body=data)

    def client(self) -> Any:
        """Return a client of boto3."""
        import boto3  # noqa: PLC0415 - comes with moto

        keys = {name.lower(): value for name, value in ACCOUNT.items()}
        return boto3.client("s3", endpoint_url=self.url, region_name="us-east-1", **keys)


@contextmanager
def object_store(**environment: str) -> Iterator[ObjectStore]:
    """Serve an empty store for the time of the block; skip where moto is missing."""
    for name in ("moto", "flask", "s3fs"):
        pytest.importorskip(name, reason=f"an S3 server needs {name}")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "HOME": str(ROOT), **ACCOUNT, **environment},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield ObjectStore(f"http://127.0.0.1:{port}")
        finally:
            process.stdin.close()
            process.wait()
