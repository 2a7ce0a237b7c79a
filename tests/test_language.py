"""Each person reads pages, mail, dates, amounts and errors in their own language; a client gets theirs."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from herringbone.core import clock
from herringbone.core.wording import amounts, dates, durations
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.digests import make_digests
from herringbone.people.models import Person
from herringbone.record.effects.sending import send_due
from herringbone.work.actions import make_task
from tests.world import HOUR, World


@pytest.fixture
def ann(world: World) -> Client:
    """Ann's browser, which asks for English."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(world.ae_alder)
    return client


def choose(client: Client, language: str) -> None:
    sent = {"name": "Ann Alder", "language": language, "theme": "", "single_keys": "on"}
    assert client.post("/me/", sent).status_code == 303


def test_pages_follow_the_choice_from_the_next_one_on_and_back(ann: Client):
    assert "Your own settings" in ann.get("/me/").content.decode()
    choose(ann, "it")
    page = ann.get("/me/").content.decode()
    assert '<html lang="it"' in page
    assert "Le tue impostazioni" in page
    choose(ann, "en")
    assert "Your own settings" in ann.get("/me/").content.decode()


def test_each_language_stands_by_its_own_name_in_both(ann: Client):
    for language in ("it", "en"):
        choose(ann, language)
        page = ann.get("/me/").content.decode()
        assert "English" in page
        assert "Italiano" in page


def test_an_error_is_told_in_the_language_of_whoever_made_it(ann: Client, world: World):
    choose(ann, "it")
    answer = ann.post("/me/", {"name": "", "language": "it"})
    assert answer.status_code == 422
    assert "Manca questo dato." in answer.content.decode()
    missing = ann.get("/jobs/NONE-26-0001/").content.decode()
    assert "Qui non c’è nulla di visibile." in missing
    assert "This field is required." not in answer.content.decode()


def test_dates_hours_and_amounts_are_written_as_italians_write_them(world: World):
    now = clock.now()
    with translation.override("it"):
        assert dates.written(now, "weekday") == "lun 2 mar"
        assert dates.written(now, "full") == "lunedì 2 marzo 2026"
        assert amounts.money(Decimal("8105"), "EUR", cents=True) == "€\N{NO-BREAK SPACE}8.105,00"
        assert amounts.figure(Decimal("-2450")) == "−2.450,00"
        assert durations.time_late(41 * HOUR) == "1 g 17 h di ritardo"
        shown = Template("{% load look %}{% when now 'weekday' %}").render(Context({"now": now}))
    assert "lun 2 mar" in shown
    assert "Monday" not in shown


def test_mail_comes_in_the_language_of_its_reader(world: World, mailoutbox):
    Person.objects.filter(pk=world.ae_alder.pk).update(language="it")
    for owner in (world.ae_alder, world.sup_alder):
        make_task(by=world.director, client=world.alder, title="Captions", owner=owner, due=clock.now().date())
    collect()
    with clock.clock_at(clock.now() + HOUR):
        make_digests()
        send_due()
    told = {letter.to[0].rpartition("<")[2].rstrip(">"): letter for letter in mailoutbox}
    assert "ti ha dato un’attività" in told[world.ae_alder.email].body
    assert "La tua scrivania" in told[world.ae_alder.email].body
    assert "gave you a task" in told[world.sup_alder.email].body
