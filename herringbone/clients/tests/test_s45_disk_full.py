"""S45: where the disk of the files is full, the page says that nothing was saved, and no half of a file stays."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from herringbone.clients.models import Attachment, Post
from herringbone.core.store import StoreUnreachable, store
from herringbone.record.models import Event


@pytest.fixture
def full(monkeypatch):
    """The disk takes the name of a file and nothing of what is in it."""

    def no_room(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_room)


def test_s45_a_file_for_which_there_is_no_room_is_said_in_words_and_nothing_is_saved(world, full, settings):
    browser = Browser(raise_request_exception=False)
    browser.force_login(world.ae_alder)
    events, before = Event.objects.count(), [*Path(settings.FILES_ROOT).glob("*/*")]
    file = SimpleUploadedFile("brief.txt", b"What we want")
    page = browser.post(
        f"/conversations/clients.Client/{world.alder.pk}/", {"text": "Look at this", "once": "one", "files": file}
    )
    assert page.status_code == 503, page.content.decode()[-600:]
    assert "send the file again in a moment" in page.content.decode()
    assert (Post.objects.count(), Attachment.objects.count(), Event.objects.count()) == (0, 0, events)
    assert [*Path(settings.FILES_ROOT).glob("*/*")] == before


def test_s45_a_folder_that_cannot_be_read_is_no_file_that_is_gone(tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    (tmp_path / "aa" / ("0" * 32)).mkdir(parents=True)  # a folder where a file should be
    with pytest.raises(StoreUnreachable):
        store().get("aa/" + "0" * 32)
    with pytest.raises(FileNotFoundError):
        store().get("ab/" + "0" * 32)
