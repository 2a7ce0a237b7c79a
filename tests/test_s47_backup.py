"""S47: the drill. A backup made while people work, restored elsewhere: whole, verified, and silent until promoted."""

import gzip
import json
import os
import subprocess
import tarfile
import threading

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection

from herringbone.clients.actions import add_contact
from herringbone.core import clock, instance
from herringbone.core.backup import ArchiveBroken, NotEmpty, archive, restore, save
from herringbone.record import files
from herringbone.record.models import StoredFile
from tests.processes import start
from tests.world import MONDAY

pytestmark = pytest.mark.processes
PROMOTED = ("--waiting", "drop", "--why", "the drill")


@pytest.fixture
def agency(shared_world, settings):
    """The rivals' world with a stored file, the original and not a copy."""
    settings.INSTANCE_FILE = settings.DATA / "instance.id"
    instance.become_the_original()
    files.put(b"the brief", name="brief.txt", media_type="text/plain", client_id=shared_world.alder.pk)
    yield shared_world
    settings.INSTANCE_FILE.unlink()
    type(shared_world.agency).objects.update(instance="")


@pytest.fixture
def saved(agency, tmp_path):
    target = tmp_path / "agency.tar.gz"
    save(target, StoredFile)
    return target


@pytest.fixture
def elsewhere(tmp_path, committing):
    """Runs commands of the program in a place of its own; gives (exit code, words)."""
    place = {
        "DJANGO_SETTINGS_MODULE": "herringbone.settings",
        "HERRINGBONE_MODE": "production",
        "HERRINGBONE_DATA": str(tmp_path / "elsewhere"),
        "HERRINGBONE_SECRET_KEY": "",
        "HERRINGBONE_ENCRYPTION_KEY": "",
        "DATABASE_URL": "",
    }
    name = f"restored_{os.getpid()}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        used = connection.settings_dict
        place["DATABASE_URL"] = f"postgresql://{used['USER']}@/{name}?host={used['HOST']}"

    def run(*arguments, **further):
        running = start(*arguments, **place, **further)
        words, _ = running.communicate(timeout=120)
        return running.returncode, words

    run.address = place["DATABASE_URL"]
    yield run
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rewritten(source, target, change):
    """The archive again, each part passed through `change(name, content)`; None leaves it out."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            if content is not None:
                path = target.with_suffix(".part")
                path.write_bytes(content)
                new.add(path, entry.name)
    return target


def test_s47_a_backup_under_load_holds_one_moment_and_its_copy_is_silent_until_promoted(agency, tmp_path, elsewhere):
    stop = threading.Event()

    def work():
        with clock.clock_at(MONDAY):
            number = 0
            while not stop.is_set():
                number += 1
                add_contact(
                    by=agency.ae_alder, client=agency.alder, name=f"Contact {number}", email=f"{number}@a.example"
                )
                files.put(b"%d" % number, name="note", media_type="text/plain", client_id=agency.alder.pk)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        save(tmp_path / "busy.tar.gz", StoredFile)
    finally:
        stop.set()
        worker.join()
    code, words = elsewhere("restore", str(tmp_path / "busy.tar.gz"))
    assert (code, "nothing is wrong" in words) == (0, True), words
    code, words = elsewhere("check")
    assert (code, "sends nothing" in words) == (0, True), words
    code, words = elsewhere("promote", "--as", "bob@agency.example", *PROMOTED)
    assert (code, "may not" in words) == (1, True), words
    code, words = elsewhere("promote", "--as", agency.admin.email, *PROMOTED)
    assert code == 0, words
    code, words = elsewhere("check")
    assert (code, "sends nothing" in words) == (0, False), words
    if connection.vendor == "postgresql":
        with psycopg.connect(elsewhere.address) as restored, connection.cursor() as ours:
            assert made(restored.cursor()) == made(ours), "tests run on other tables than the migrations make"


def made(cursor):
    """What stands in a database of PostgreSQL: its columns, indexes, constraints and triggers."""
    statements = (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, generation_expression "
        "FROM information_schema.columns WHERE table_schema = current_schema()",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0",
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
    )
    found = set()
    for statement in statements:
        cursor.execute(statement)
        # The cache is made by no migration, and Django's own are of an older kind of number.
        found |= {row for row in cursor.fetchall() if not str(row[0]).startswith(("core_cache", "auth_group"))}
    return found


def test_s47_the_archive_is_private_and_holds_no_key(saved):
    assert saved.stat().st_mode & 0o077 == 0
    with tarfile.open(saved) as tar:
        names = tar.getnames()
        told = json.load(tar.extractfile("manifest.json"))
    assert not [name for name in names if "key" in name]
    assert set(told["parts"]) == set(names) - {"manifest.json"}
    assert len([name for name in names if name.startswith("files/")]) == 1


def test_s47_nothing_is_written_over(saved):
    before = saved.read_bytes()
    with pytest.raises(FileExistsError):
        save(saved, StoredFile)
    assert saved.read_bytes() == before


def test_s47_an_agency_is_never_restored_over(saved):
    with pytest.raises(NotEmpty):
        restore(saved)


class TestADamagedArchive:
    """Nothing is put in place unless every part is as it was saved."""

    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "into").mkdir()
        return tmp_path / "into"

    def test_s47_a_part_left_out_is_named(self, saved, tmp_path, folder):
        short = rewritten(saved, tmp_path / "b.tar.gz", lambda name, was: None if name.startswith("files/") else was)
        with pytest.raises(ArchiveBroken, match="files/"):
            archive.unpack(short, folder)

    def test_s47_a_changed_part_is_named(self, saved, tmp_path, folder):
        other = rewritten(saved, tmp_path / "b.tar.gz", lambda name, was: b"x" if name.startswith("files/") else was)
        with pytest.raises(ArchiveBroken, match="files/"):
            archive.unpack(other, folder)

    def test_s47_a_part_too_many_is_named(self, saved, tmp_path, folder):
        def forgetful(name, was):
            if name != "manifest.json":
                return was
            told = json.loads(was)
            told["parts"].popitem()
            return json.dumps(told).encode()

        other = rewritten(saved, tmp_path / "b.tar.gz", forgetful)
        with pytest.raises(ArchiveBroken, match="too many"):
            archive.unpack(other, folder)

    def test_s47_one_that_was_cut_off_is_refused(self, saved, tmp_path, folder):
        (tmp_path / "b.tar.gz").write_bytes(saved.read_bytes()[:-300])
        with pytest.raises(ArchiveBroken, match="cut off"):
            archive.unpack(tmp_path / "b.tar.gz", folder)

    def test_s47_one_without_a_manifest_is_refused(self, saved, tmp_path, folder):
        bare = rewritten(saved, tmp_path / "b.tar.gz", lambda name, was: None if name == "manifest.json" else was)
        with pytest.raises(ArchiveBroken, match="manifest"):
            archive.unpack(bare, folder)

    def test_s47_a_name_that_leads_out_of_the_folder_is_refused(self, tmp_path, folder):
        with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
            (tmp_path / "x").write_text("x")
            tar.add(tmp_path / "x", "files/../../../evil")
        with pytest.raises(ArchiveBroken, match="no part"):
            archive.unpack(tmp_path / "evil.tar.gz", folder)
        assert not (tmp_path.parent / "evil").exists()

    def test_s47_what_is_no_archive_is_refused(self, tmp_path, folder):
        (tmp_path / "text.gz").write_bytes(gzip.compress(b"no archive"))
        with pytest.raises(ArchiveBroken):
            archive.unpack(tmp_path / "text.gz", folder)


def test_s47_a_folder_without_the_id_is_a_copy(agency, settings, tmp_path):
    assert not instance.in_quarantine()
    settings.INSTANCE_FILE = tmp_path / "instance.id"
    assert instance.in_quarantine()
    instance.become_the_original()
    assert not instance.in_quarantine()
    settings.INSTANCE_FILE = django_settings.DATA / "instance.id"
    assert instance.in_quarantine(), "the former original is a copy now"


def test_s47_the_commands_say_what_is_wrong_without_a_traceback(tmp_path, elsewhere):
    for arguments in (["restore", str(tmp_path / "none")], ["backup", str(tmp_path / "b.tar.gz")], ["check"]):
        code, words = elsewhere(*arguments)
        assert code == 1
        assert words.startswith("herringbone: "), words
        assert "Traceback" not in words


def test_s47_a_part_of_another_program_is_refused_by_the_command(tmp_path, elsewhere):
    subprocess.run(["tar", "-czf", tmp_path / "b.tar.gz", "-C", "/", "etc/hostname"], check=True)
    code, words = elsewhere("restore", str(tmp_path / "b.tar.gz"))
    assert (code, "no part of an archive" in words) == (1, True)


@pytest.mark.once
class TestFilesInABucket:
    """The same drill where the files are in a bucket: saved with the database, and restored into another bucket."""

    def test_s47_an_archive_of_a_bucket_is_restored_into_another_part_of_it(
        self, bucket, bucket_url, shared_world, tmp_path, elsewhere
    ):
        instance.become_the_original()
        kept = files.put(b"in the bucket", name="a", media_type="text/plain", client_id=shared_world.alder.pk)
        save(tmp_path / "a.tar.gz", StoredFile)
        with tarfile.open(tmp_path / "a.tar.gz") as tar:
            assert tar.extractfile(f"files/{kept.path}").read() == b"in the bucket"
        code, words = elsewhere("restore", str(tmp_path / "a.tar.gz"), FILES_URL=bucket_url)
        assert (code, "holds files" in words) == (1, True), words
        other = {"FILES_URL": bucket_url.replace("/herringbone?", "/restored?")}
        code, words = elsewhere("restore", str(tmp_path / "a.tar.gz"), **other)
        assert (code, "nothing is wrong" in words) == (0, True), words
        code, words = elsewhere("promote", "--as", shared_world.admin.email, *PROMOTED, **other)
        assert code == 0, words
        code, words = elsewhere("check", **other)
        assert (code, "sends nothing" in words) == (0, False), words

    def test_s47_a_file_given_up_while_a_backup_runs_is_in_it(self, bucket, shared_world, tmp_path, monkeypatch):
        kept = files.put(b"of this moment", name="a", media_type="text/plain", client_id=shared_world.alder.pk)
        write = archive.write

        def given_up_meanwhile(target, manifest, parts):
            files.discard(kept)
            write(target, manifest, parts)

        monkeypatch.setattr(archive, "write", given_up_meanwhile)
        save(tmp_path / "a.tar.gz", StoredFile)
        with tarfile.open(tmp_path / "a.tar.gz") as tar:
            assert f"files/{kept.path}" in tar.getnames()

    def test_s47_files_move_from_a_folder_into_a_bucket(self, agency, bucket_url, tmp_path, elsewhere, saved):
        code, words = elsewhere("restore", str(saved))
        assert code == 0, words
        code, words = elsewhere("copy-files", bucket_url)
        assert (code, "promote it first" in words) == (1, True), words
        elsewhere("promote", "--as", agency.admin.email, *PROMOTED)
        code, words = elsewhere("copy-files", bucket_url)
        assert (code, "copied 1 files" in words) == (0, True), words
        code, words = elsewhere("check", FILES_URL=bucket_url)
        assert (code, "nothing is wrong" in words) == (0, True), words
        code, words = elsewhere("copy-files", bucket_url)
        assert "copied 0 files" in words
