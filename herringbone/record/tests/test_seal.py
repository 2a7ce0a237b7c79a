"""A seal that was kept outside finds what `check` cannot: a chain written anew as a whole, every hash of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction

from herringbone import cli
from herringbone.core import clock
from herringbone.environment import BadSetting, address
from herringbone.record.check import findings
from herringbone.record.effects import sending
from herringbone.record.events import digest
from herringbone.record.frozen import thaw_tables
from herringbone.record.models import Chain, Event, ThreadEntry
from herringbone.record.seal import NoSeal, broken, read, seal
from herringbone.record.tasks import mail_the_seal
from herringbone.work.tests.builders import a_job
from tests.world import DAY, MONDAY, World

pytestmark = pytest.mark.django_db


@contextmanager
def written_anew(key: int, drop: int = 0) -> Iterator[None]:
    """As somebody would who can write into the database and knows the program: other words, or `drop` events fewer at
    the end, and all hashes right. Undone afterwards."""
    with transaction.atomic():
        thaw_tables(connection)
        chain = Chain.objects.get(client_key=key)
        events = list(Event.objects.filter(chain=key).order_by("number"))
        last = events[len(events) - drop :]
        ThreadEntry.objects.filter(event__in=last).delete()
        Event.objects.filter(pk__in=[event.pk for event in last]).delete()
        head = "0" * 64
        for event in events[: len(events) - drop]:
            event.particulars = event.particulars if drop else {**event.particulars, "more": 1}
            head = event.digest = digest(head, event)
            event.save()
        chain.length, chain.head = len(events) - drop, head
        chain.save()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def kept(world: World) -> str:
    """What the seal of Monday says; after it, work goes on."""
    a_job(world)
    made = seal(MONDAY)
    with clock.clock_at(MONDAY + DAY):
        a_job(world, name="After the seal")
    return made


def test_what_goes_on_after_a_seal_breaks_nothing(world: World, kept: str) -> None:
    told = read(kept)
    assert told.at == "2026-03-02T14:00:00Z"
    assert told.chains.keys() == set(Chain.objects.filter(length__gt=0).values_list("client_key", flat=True))
    assert told.chains[world.alder.pk][0] < Chain.objects.get(client_key=world.alder.pk).length
    assert list(broken(told)) == []


def test_a_chain_written_anew_with_all_its_hashes_is_found_by_the_seal_alone(world: World, kept: str) -> None:
    with written_anew(0):  # the agency's own, in which the people came in
        assert list(findings()) == []
        [found] = broken(read(kept))
    length = read(kept).chains[0][0]
    assert found == (
        f"chain 0: what stands up to event {length} is not what stood there at the seal of 2026-03-02T14:00:00Z"
    )


def test_an_end_that_was_cut_off_with_all_that_tells_of_it_is_found(world: World, kept: str) -> None:
    length = read(kept).chains[world.alder.pk][0]
    with written_anew(world.alder.pk, drop=Chain.objects.get(client_key=world.alder.pk).length - length + 1):
        [found] = broken(read(kept))
    assert f"event {length} is not there" in found


@pytest.mark.parametrize("way", ["\r\n", "\n> ", "\n   "])
def test_it_is_read_out_of_the_mail_that_it_came_in(kept: str, way: str) -> None:
    assert read(way.join(["Keep this", *kept.splitlines(), "", "Regards"])) == read(kept)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: "", "there is no seal in it"),
        (lambda text: re.sub(r"\n0 (\d+)", r"\n0 1\1", text), "it was changed since it was made"),
        (lambda text: re.sub(r"\n0 .*", "", text), "it was changed since it was made"),
        (lambda text: text.partition("seal ")[0], "there is no seal in it"),
        (lambda text: text.rpartition("seal ")[0], "there is no seal in it"),
    ],
)
def test_one_that_was_changed_on_its_way_is_refused(kept: str, change, why: str) -> None:
    with pytest.raises(NoSeal, match=why):
        read(change(kept))


def test_once_a_day_it_goes_to_the_address_outside_and_names_nobody(world: World, settings, kept: str) -> None:
    settings.SEAL_TO = "notary@outside.example"
    for hours in (0, 1, 25):
        with clock.clock_at(MONDAY + timedelta(hours=hours)):
            mail_the_seal.call()
            sending.send_due()
    sent = [one for one in mail.outbox if one.to == ["notary@outside.example"]]
    assert [one.subject for one in sent] == ["Seal of the record, 2026-03-02", "Seal of the record, 2026-03-03"]
    assert read(sent[0].body).chains == read(sent[0].attachments[0][1]).chains == read(seal(MONDAY)).chains
    assert not re.search(r"CANARY|Alder|Ann", sent[0].message().as_string())


def test_without_an_address_none_goes_out(world: World, settings) -> None:
    mail_the_seal.call()
    sending.send_due()
    assert not [one for one in mail.outbox if "Seal" in one.subject]


def test_the_commands_print_one_and_compare_with_it(
    world: World, tmp_path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_set_up", lambda: None)
    assert cli.main(["seal"]) == 0
    file = tmp_path / "seal.txt"
    file.write_text(capsys.readouterr().out)
    assert cli.main(["check", "--seal", str(file)]) == 0
    with written_anew(0):
        assert cli.main(["check", "--seal", str(file)]) == 1
    assert "chain 0: what stands up to event" in capsys.readouterr().out
    file.write_text("nothing")
    assert cli.main(["check", "--seal", str(file)]) == 1
    assert "there is no seal in it" in capsys.readouterr().err


@pytest.mark.parametrize("told", ["notary", "a@b.example, c@d.example", "A <a@b.example>", "a@b.example\nBcc: x@y"])
def test_what_is_no_one_address_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("HERRINGBONE_SEAL_TO", told)
    with pytest.raises(BadSetting, match="must be one mail address"):
        address("HERRINGBONE_SEAL_TO")
