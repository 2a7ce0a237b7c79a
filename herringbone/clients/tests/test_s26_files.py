"""S06, S26, S46: files are handed out after a permission check, checked against their hash, and never run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as program
from django.test import Client as Browser

from herringbone.clients.actions import attach_file
from herringbone.clients.file_addresses import address
from herringbone.record.models import StoredFile
from tests.world import World

ACTIVE = {
    "x.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "x.html": b"<!doctype html><script>alert(1)</script>",
    "x.js": b"alert(1)",
    "x.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "x.xml": b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
    "x.pdf": b"%PDF-1.4\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>> endobj\n%%EOF",
    "photo.png": b"<script>alert(1)</script>",
}


@pytest.mark.parametrize("name", ACTIVE)
def test_s26_what_could_run_is_only_ever_kept(world: World, enter: Callable, name: str):
    attached = attach_file(by=world.ae_alder, subject=world.alder, name=name, data=ACTIVE[name])
    answer = enter(world.ae_alder).get(address(attached.file))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer.streaming_content) == ACTIVE[name]


def test_s26_only_a_picture_that_we_made_shows_in_the_page(world: World, enter: Callable, png: bytes):
    attached = attach_file(by=world.ae_alder, subject=world.alder, name="a.html", data=png + b"<script>")
    assert attached.preview
    browser = enter(world.ae_alder)
    original, preview = browser.get(address(attached.file)), browser.get(address(attached.preview))
    assert original["Content-Type"] == "application/octet-stream"
    assert preview["Content-Type"] == "image/png"
    assert preview["Content-Disposition"].startswith("inline")
    assert preview["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"<script>" not in b"".join(preview.streaming_content)


def test_s06_a_file_is_for_who_sees_its_client(world: World, enter: Callable, png: bytes):
    attached = attach_file(by=world.ae_birch, subject=world.birch, name="label.png", data=png)
    assert attached.preview
    for stored in (attached.file, attached.preview):
        for person in (world.ae_alder, world.dept, world.admin, world.bizdev):
            assert enter(person).get(address(stored)).status_code == 404
        assert enter(world.exec).get(address(stored)).status_code == 200
        assert Browser().get(address(stored)).status_code == 302


@pytest.mark.parametrize("key", ["1", "0" * 34, "..%2f..%2fetc%2fpasswd", "zz" + "0" * 32])
def test_s06_nothing_is_found_by_guessing_or_by_path(world: World, enter: Callable, key: str):
    assert enter(world.head).get(f"/files/{key}/").status_code == 404


def test_s27_a_name_with_line_ends_stays_a_name(world: World, enter: Callable):
    attached = attach_file(
        by=world.ae_alder, subject=world.alder, name='a"\r\nSet-Cookie: x=1\u2028.txt', data=b"words"
    )
    answer = enter(world.ae_alder).get(address(attached.file))
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]


def test_s46_a_file_that_was_changed_is_not_handed_out(world: World, enter: Callable):
    attached = attach_file(by=world.ae_alder, subject=world.alder, name="brief.txt", data=b"words")
    stored = StoredFile.objects.get(pk=attached.file_id)
    place = Path(program.FILES_ROOT) / stored.path
    place.write_bytes(b"other")
    answer = enter(world.ae_alder).get(address(stored))
    assert answer.status_code == 410
    assert b"other" not in answer.content
    place.write_bytes(b"words")
