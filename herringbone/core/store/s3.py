"""Files in a bucket of a server that speaks S3. Loaded by whoever needs it first, and by nobody where files are in a
folder.

Of the library no more is used than the few calls that every such server knows. The sums that newer servers keep are
left out, since older ones refuse them: each file is held against its own SHA-256 by whoever reads it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from herringbone.core.store.place import PATH, StoreTaken, StoreUnreachable
from herringbone.environment import Bucket

OWNER = "instance.id"
GIVEN_UP = "given-up/"  # no path that `put` makes begins so
GONE = ("NoSuchKey", "404", "NotFound")
REFUSED = ("403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "Forbidden")


class S3:
    """A store in a bucket. One client serves all threads of a process."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=bucket.endpoint,
            region_name=bucket.region or None,
            aws_access_key_id=bucket.key or None,
            aws_secret_access_key=bucket.secret or None,
            config=Config(
                connect_timeout=5,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 3},
                s3={"addressing_style": "path" if bucket.path_style else "virtual"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    @property
    def where(self) -> str:
        """In words, without its secret."""
        return f"{self._bucket.endpoint}/{self._bucket.name}/{self._bucket.prefix}"

    def put(self, path: str, content: bytes) -> None:
        """Store bytes, safely once this returns."""
        with self._in_words():
            self._client.put_object(**self._at(path), Body=content)

    def get(self, path: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""
        with self._in_words():
            return self._client.get_object(**self._at(path))["Body"].read()

    def drop(self, path: str) -> None:
        """Remove it, if it is there."""
        with self._in_words():
            self._client.delete_object(**self._at(path))

    def give_up(self, path: str) -> None:
        """Put it aside, where a backup that has begun finds it."""
        with suppress(FileNotFoundError), self._in_words():
            self._client.copy_object(**self._at(GIVEN_UP + path), CopySource=self._at(path))
        self.drop(path)

    def forget(self, before: float) -> None:
        """Remove for good what was put aside before a moment."""
        for path, since in list(self._listed(GIVEN_UP)):
            if since < before:
                self.drop(GIVEN_UP + path)

    def paths(self) -> Iterator[tuple[str, float]]:
        """Every path with the moment at which it was stored, in seconds."""
        return self._listed("")

    def hold(self, folder: Path) -> None:
        """Nothing to be done: what is given up is put aside."""

    def held(self, path: str) -> bytes:
        """The bytes, also where they were given up since. Raises FileNotFoundError."""
        try:
            return self.get(path)
        except FileNotFoundError:
            return self.get(GIVEN_UP + path)

    def claim(self, instance: str, instead_of: str) -> None:
        """Write down whose files these are. Raises StoreTaken where they are another database's."""
        if self._owner() not in ("", instance, instead_of):
            raise StoreTaken(
                f"{self.where} holds the files of another agency, or of another copy of this one. Give FILES_URL a "
                "bucket, or a prefix in it, that is empty."
            )
        self.put(OWNER, instance.encode())

    def is_of(self, instance: str) -> bool:
        """Whether these are the files of that database."""
        return bool(instance) and self._owner() == instance

    def _listed(self, below: str) -> Iterator[tuple[str, float]]:
        start = self._bucket.prefix + below
        with self._in_words():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket.name, Prefix=start)
            for page in pages:
                for found in page.get("Contents", ()):
                    name = found["Key"].removeprefix(start)
                    if PATH.fullmatch(name):
                        yield name, found["LastModified"].timestamp()

    def _owner(self) -> str:
        try:
            return self.get(OWNER).decode()
        except FileNotFoundError:
            return ""

    def _at(self, path: str) -> dict[str, str]:
        return {"Bucket": self._bucket.name, "Key": f"{self._bucket.prefix}{path}"}

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """What the library raises, as what every store raises."""
        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in GONE:
                raise FileNotFoundError(2, "There is no such file", self.where) from error
            why = "does not let us in" if code in REFUSED else f"answers {code}"
            raise StoreUnreachable(5, f"The store of files {why}; see FILES_URL", self.where) from error
        except BotoCoreError as error:
            raise StoreUnreachable(5, "The store of files does not answer; see FILES_URL", self.where) from error
