"""K3, S14: everything of the agency in open formats, whole, readable elsewhere, and without a secret."""

import csv
import io
import json
import zipfile

import pytest
from django.apps import apps

from herringbone import cli
from herringbone.core.exporting import COMPUTED, columns, exported, write_all
from herringbone.people.actions import agree
from herringbone.people.models import SecondLook
from herringbone.record import files
from herringbone.record.models import Link, StoredFile
from herringbone.work.models import Job

pytestmark = pytest.mark.thorough


@pytest.fixture
def archive(filled, tmp_path):
    records, number, lost = write_all(tmp_path / "all.zip", files.read)
    assert records > 300 and number == StoredFile.objects.count() and lost == []
    with zipfile.ZipFile(tmp_path / "all.zip") as found:
        yield found


def rows(archive, table):
    return list(csv.DictReader(io.StringIO(archive.read(f"tables/{table}.csv").decode("utf-8-sig"))))


def test_k3_every_record_of_every_kind_is_in_it(archive):
    for model in exported():
        assert len(rows(archive, model._meta.db_table)) == model._base_manager.count(), model
    ours = {m._meta.label_lower for m in apps.get_models() if m.__module__.startswith("herringbone")}
    assert ours - {m._meta.label_lower for m in exported()} == COMPUTED


def test_k3_references_amounts_and_moments_can_be_followed_elsewhere(archive):
    job = Job.objects.select_related("client").first()
    told = next(row for row in rows(archive, "work_job") if row["id"] == str(job.pk))
    assert told["number"] == job.number and told["client_id"] == str(job.client_id)
    assert told["opened"] == job.opened.isoformat()
    described = json.loads(archive.read("tables.json"))
    assert described["work_job"]["columns"]["client_id"]["refers_to"] == "clients_client"
    assert described["work_job"]["rows"] == Job.objects.count() and "job number" in described["work_job"]["holds"]


def test_k3_files_come_with_their_names(archive):
    stored = StoredFile.objects.first()
    name = next(one for one in archive.namelist() if one.startswith(f"files/{stored.pk}-"))
    assert archive.read(name) == files.read(stored)


def test_s14_no_secret_is_in_it(archive, filled):
    everything = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("tables"))
    assert Link.objects.exists()
    for link in Link.objects.all():
        assert link.token_sha256.encode() not in everything
    names = [field.name for model in exported() for field in columns(model)]
    assert not {"password", "token_sha256", "token"} & set(names)


def test_k3_the_command_writes_nothing_over_what_is_there(filled, tmp_path, capsys):
    agree(by=filled.head, look=SecondLook.objects.get(what="everything exported"))  # Ada asked for it
    told = ["--as", filled.admin.email, "--why", "for the archive"]
    (tmp_path / "all.zip").write_text("mine")
    assert cli.main(["export", "--all", str(tmp_path / "all.zip"), *told]) == 1
    assert (tmp_path / "all.zip").read_text() == "mine" and "is there already" in capsys.readouterr().err
    assert cli.main(["export", "--all", str(tmp_path / "new.zip"), *told]) == 0
    assert "records" in capsys.readouterr().out
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
