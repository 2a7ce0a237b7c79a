"""S06, S26, S46: files in a bucket are handed out like those in a folder: by the program, after its questions."""

import os
import subprocess
import sys
import time
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser

from herringbone import environment
from herringbone.clients.actions import attach_file
from herringbone.clients.file_addresses import address
from herringbone.core import instance
from herringbone.core.store import StoreTaken, StoreUnreachable
from herringbone.environment import BadSetting
from herringbone.record import files
from herringbone.record.check import findings
from herringbone.record.models import StoredFile
from herringbone.web.tests.test_s45_database_away import answer_to

pytestmark = [pytest.mark.thorough, pytest.mark.once]


def put(client, content=b"the brief"):
    return files.put(content, name="brief.txt", media_type="text/plain", client_id=client.pk)


def test_s06_a_file_in_a_bucket_is_for_who_sees_its_client(bucket, world, enter):
    attached = attach_file(by=world.ae_birch, subject=world.birch, name="x.html", data=b"<script>alert(1)</script>")
    assert [path for path, _ in bucket.paths()] == [attached.file.path]
    for person in (world.ae_alder, world.dept, world.admin):
        assert enter(person).get(address(attached.file)).status_code == 404
    answer = enter(world.exec).get(address(attached.file))
    assert answer.status_code == 200, "never sent on to the bucket, where no role counts"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"


def test_s46_a_file_that_was_changed_in_the_bucket_is_not_handed_out(bucket, world, enter):
    attached = attach_file(by=world.ae_alder, subject=world.alder, name="brief.txt", data=b"words")
    bucket.put(attached.file.path, b"other")
    answer = enter(world.ae_alder).get(address(attached.file))
    assert (answer.status_code, b"other" in answer.content) == (410, False)
    assert any("is not as stored" in one for one in findings())
    bucket.drop(attached.file.path)
    assert enter(world.ae_alder).get(address(attached.file)).status_code == 410
    assert any("is missing" in one for one in findings())
    bucket.put(attached.file.path, b"words")


def test_s46_check_names_what_belongs_to_nothing_in_the_bucket(bucket, world, monkeypatch):
    instance.become_the_original()
    kept = put(world.alder)
    bucket.put("ab/" + "f" * 32, b"whose")
    assert list(findings()) == [], "its transaction may still be running"
    monkeypatch.setattr(files, "GRACE", -60)
    assert [one for one in findings() if "belongs to nothing" in one] == [f"file ab/{'f' * 32} belongs to nothing"]
    assert files.sweep_strays() == 1
    assert [path for path, _ in bucket.paths()] == [kept.path]


def test_s47_a_copy_never_sweeps_the_bucket_of_its_original(bucket, world, monkeypatch, settings, tmp_path):
    instance.become_the_original()
    bucket.put("ab/" + "f" * 32, b"what the original has stored since the copy was made")
    monkeypatch.setattr(files, "GRACE", -60)
    settings.INSTANCE_FILE.write_text("another")
    assert files.sweep_strays() == 0
    settings.INSTANCE_FILE.write_text(instance.of_database())
    bucket.put("instance.id", b"another, which was promoted")
    assert files.sweep_strays() == 0
    bucket.put("instance.id", instance.of_database().encode())
    assert files.sweep_strays() == 1


def test_s47_two_agencies_never_share_a_bucket(bucket, world):
    bucket.put("instance.id", b"another agency")
    with pytest.raises(StoreTaken, match="another agency"):
        instance.become_the_original()


def test_what_is_given_up_is_there_for_a_backup_and_forgotten_after_a_day(bucket, world):
    stored = put(world.alder)
    files.discard(stored)
    assert list(bucket.paths()) == []
    with pytest.raises(FileNotFoundError):
        bucket.get(stored.path)
    assert bucket.held(stored.path) == b"the brief"
    bucket.forget(time.time() - 3600)
    assert bucket.held(stored.path) == b"the brief"
    bucket.forget(time.time() + 60)
    with pytest.raises(FileNotFoundError):
        bucket.held(stored.path)


def test_s45_a_bucket_that_is_away_is_said_in_words(settings, rf, world):
    settings.FILES_BUCKET = environment.files("s3://key:secret@127.0.0.1:9/agency?region=x&tls=none")
    with pytest.raises(StoreUnreachable, match="does not answer") as away:
        put(world.alder)
    assert not StoredFile.objects.filter(name="brief.txt").exists()
    request = rf.post("/forms/7/", {"title": "Spring"})
    request.user = AnonymousUser()
    answer = answer_to(request, away.value)
    assert (answer.status_code, 'value="Spring"' in answer.content.decode()) == (503, True)


def test_s44_a_wrong_key_is_said_in_words(bucket):
    from botocore.exceptions import ClientError

    refused = ClientError({"Error": {"Code": "InvalidAccessKeyId"}}, "GetObject")
    with (
        mock.patch.object(bucket._client, "get_object", side_effect=refused),
        pytest.raises(StoreUnreachable, match="does not let us in"),
    ):
        bucket.get("ab/" + "0" * 32)


class TestTheAddress:
    """What FILES_URL may hold."""

    def test_a_key_may_hold_odd_signs_and_is_shown_to_nobody(self):
        read = environment.files("s3://AK%2FA:p%40ss@s3.example:9000/agency/files/here?region=eu-south-1&style=host")
        assert read == environment.Bucket(
            "https://s3.example:9000", "agency", "files/here/", "eu-south-1", "AK/A", "p@ss", path_style=False
        )
        assert "p@ss" not in repr(read)

    def test_a_folder_of_another_place(self, tmp_path):
        assert environment.files(f"file://{tmp_path}/with%20space") == tmp_path / "with space"

    def test_a_machine_that_has_a_key_of_its_own_is_given_none(self):
        assert environment.files("s3://s3.eu-south-1.amazonaws.com/agency?region=eu-south-1").key == ""

    @pytest.mark.parametrize(
        "url",
        ["s3://host", "s3:///bucket", "http://host/bucket", "file://host/folder", "s3://key@host/b",
         "s3://host/b?region=x&colour=red", "s3://host/b?tls=maybe", "folder"],
    )  # fmt: skip
    def test_what_cannot_be_read_is_refused(self, url):
        with pytest.raises(BadSetting, match="FILES_URL"):
            environment.files(url)

    def test_s44_files_never_cross_the_network_in_plain_form(self):
        assert environment.files("s3://s3.example/agency").is_private
        assert environment.files("s3://localhost:9000/agency?tls=none").is_private
        assert not environment.files("s3://s3.example/agency?tls=none").is_private


def test_where_files_are_in_a_folder_nothing_that_speaks_s3_is_loaded(project_root):
    words = "import sys, django; django.setup(); from herringbone.record import files; import herringbone.web.urls; "
    words += "print([name for name in ('boto3', 'botocore', 'authlib', 'requests') if name in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=project_root,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(project_root)},
    ).stdout  # fmt: skip
    assert said.strip() == "[]"
