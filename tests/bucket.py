"""A bucket of a real server that speaks S3, in this process: moto's."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from herringbone import environment
from herringbone.core.store import Store, store


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The server's host and port."""
    from moto.server import ThreadedMotoServer  # takes a second to load: only where a test asks for it

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket_url(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """`FILES_URL` of an empty bucket, of which a part is used."""
    import boto3

    client: Any = boto3.client(
        "s3", endpoint_url=f"http://{s3_server}", region_name="us-east-1", aws_access_key_id="key",
        aws_secret_access_key="se/cret",
    )  # fmt: skip
    client.create_bucket(Bucket="agency")
    yield f"s3://key:se%2Fcret@{s3_server}/agency/herringbone?region=us-east-1&tls=none"
    for page in client.get_paginator("list_objects_v2").paginate(Bucket="agency"):
        for found in page.get("Contents", ()):
            client.delete_object(Bucket="agency", Key=found["Key"])
    client.delete_bucket(Bucket="agency")


@pytest.fixture
def bucket(bucket_url: str, settings: Any, tmp_path: Path) -> Store:
    """The agency's files are in a bucket; which database is the original is this test's alone."""
    settings.INSTANCE_FILE = tmp_path / "instance.id"
    settings.FILES_BUCKET = environment.files(bucket_url)
    return store()
