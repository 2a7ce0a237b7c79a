"""S03: the world in which the crawler looks for foreign marks has a mark everywhere, whatever a feature adds."""

import pytest
from django.apps import apps
from django.db import models

from tests.snapshot import tables

# Models of a client that no client needs a row of, and why.
NO_ROW = {
    "record.Denial": "is of whoever tried",
}
# Texts that people do not type for one client, and why.
NO_CANARY = {
    "*.kind": "a word of ours",
    "*.state": "a word of ours",
    "*.unit": "a word of ours",
    "*.side": "a word of ours",
    "*.verb": "a word of ours",
    "*.via": "a word of ours",
    "*.channel": "a word of ours",
    "*.audience": "a word of ours",
    "*.format": "a word of ours",
    "*.purpose": "a word of ours",
    "*.method": "a word of ours",
    "*.stage": "a word of ours",
    "*.key": "made by us",
    "*.item_key": "made by us",
    "*.from_key": "made by us",
    "*.subject_label": "a model's name",
    "*.currency": "three letters of a list",
    "*.country": "of a list",
    "*.language": "of a list",
    "*.sha256": "a hash",
    "*.data_sha256": "a hash",
    "*.token_sha256": "a hash",
    "*.digest": "a hash",
    "record.Event.particulars": "holds ids and figures, and no text of people",
    "record.Effect.reason": "a few words of ours without names",
    "record.Effect.message_id": "made of the key",
    "record.Bounce.code": "three figures",
    "record.StoredFile.path": "random",
    "record.StoredFile.media_type": "a word of ours",
    "clients.Contact.company": "of those at no client of ours",
    "core.SearchEntry.part": "made by us",
    "core.SearchEntry.shown": "a word of ours",
    "core.SearchEntry.names": "words of the title, divided",
    "core.SearchEntry.words": "words of the body, divided",
    "core.SearchEntry.keys": "made of ids",
    "work.Form.route": "ids",
    "work.Form.unread": "what a draft's date or amount could not be read from",
    "work.JobBag.trouble": "a few words of ours",
    "work.Job.number": "made of the client's code",
    "work.Job.series": "made of the client's code",
    "meetings.Meeting.uid": "random",
    "meetings.Series.uid": "random",
    "meetings.Series.every": "a word of ours",
    "meetings.Series.zone": "of a list",
    "meetings.Attendee.reply": "a word of ours",
    "meetings.Reader.why": "a few words of ours",
    "meetings.Reader.reasons": "codes of ours, with names that stand in `why` too",
    "meetings.Objection.wrong": "a word of ours",
    "status.Reader.why": "a few words of ours",
    "status.Review.said": "a digest",
    "status.Proposal.outcome": "a word of ours",
    "desk.Notification.why": "a word of ours",
    "desk.Notification.mail": "a word of ours",
    "desk.Notification.chat": "a word of ours",
    "desk.ChatChannel.secret_address": "sealed",
    "desk.ChatChannel.kinds": "words of ours",
    "clients.Client.code": "at most eight letters: looked for as part of job numbers",
}


def of_clients():
    """Our models whose rows belong to clients."""
    return [m for m in apps.get_models() if m._meta.db_table in tables() and hasattr(m, "client_path")]


def rows_of(model, client):
    return model._default_manager.filter(**{model.client_path: client.pk})


def is_excepted(model, field):
    return f"{model._meta.label}.{field.name}" in NO_CANARY or f"*.{field.name}" in NO_CANARY


def test_s03_every_model_has_a_row_on_both_sides_of_the_wall(filled):
    missing = [
        f"{model._meta.label} of {client.code}"
        for model in of_clients()
        for client in (filled.alder, filled.birch, filled.cedar)
        if model._meta.label not in NO_ROW and not rows_of(model, client).exists()
    ]
    assert not missing, "\n".join(["make one in tests/everything.py", *missing])


def test_s03_every_model_has_a_row(filled):
    ours = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in tables()]
    unused = {"core.LiveWorker", "core.Schedule"}  # a worker's, which runs beside
    assert {m._meta.label for m in ours if not m._default_manager.exists()} - unused == set()


@pytest.mark.parametrize("low", ["alder", "birch", "cedar"])
def test_s03_every_text_that_people_type_has_a_canary(filled, low):
    client, blank = getattr(filled, low), []
    for model in of_clients():
        for field in model._meta.get_fields():
            typed = isinstance(field, models.CharField | models.TextField | models.JSONField)
            if not typed or is_excepted(model, field) or model._meta.label in NO_ROW:
                continue
            values = rows_of(model, client).values_list(field.name, flat=True)
            marks = (f"canary-{low}", f"@{low}.example")
            if not any(mark in str(value).lower() for value in values for mark in marks):
                blank.append(f"{model._meta.label}.{field.name}")
    assert not blank, "\n".join(["put canary(client, …) there in tests/everything.py", *blank])


def test_s03_no_exception_is_kept_for_what_is_gone():
    known = {f"{m._meta.label}.{f.name}" for m in of_clients() for f in m._meta.get_fields()}
    names = {name.rpartition(".")[2] for name in known}
    assert [one for one in NO_CANARY if one not in known and one.removeprefix("*.") not in names] == []
    assert {m._meta.label for m in apps.get_models()} >= set(NO_ROW)
