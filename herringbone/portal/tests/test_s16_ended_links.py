"""S16: a link that has ended opens nothing from that second on, and says so in the right language."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from herringbone.clients.actions import note_departure
from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.attempts import OF_ONE_ADDRESS
from herringbone.meetings.actions import revoke_link
from herringbone.meetings.models import Confirmation, Objection
from herringbone.meetings.tests.builders import an_issue
from herringbone.portal.tests.test_c2_answer import alike, came_in, objection_at, token_of
from herringbone.record.models import Link
from tests.world import MONDAY, World


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    cache.clear()


@pytest.mark.parametrize("how", ["revoked", "expired", "left"])
def test_s16_from_that_second_nothing_opens(world: World, client: Browser, how: str) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    link = Link.objects.get(contact=world.pat)
    at = MONDAY
    if how == "revoked":
        revoke_link(by=world.ae_alder, link=link)
    elif how == "left":
        note_departure(by=world.ae_alder, contact=world.pat, on=MONDAY.date())
    else:
        at = link.expires + timedelta(seconds=1)
    objected = objection_at(issue, there)
    with clock.clock_at(at):
        gone = alike(client.get(f"/a/{token_of('pat@alder.example')}/"))
        assert "This page is not open." in gone
        for path in (f"/a/{token_of('pat@alder.example')}/", there, f"{there}report.pdf"):
            answer = client.get(path)
            assert (answer.status_code, alike(answer)) == (404, gone), path
        for path in (objected, f"{there}confirmation/", f"{there}message/"):
            assert client.post(path, {"should": "x", "name": "x", "text": "x"}).status_code == 404
    assert not Objection.objects.exists() and not Confirmation.objects.exists()


@pytest.mark.thorough
@pytest.mark.parametrize("browser", ["en-GB", "it-IT", "fr"])
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("how", ["revoked", "expired", "left"])
def test_s16_a_link_that_has_ended_says_so_in_the_language_of_whoever_it_was_for(
    world: World, how: str, language: str, browser: str
) -> None:
    Contact.objects.filter(pk=world.pat.pk).update(language=language)
    issue = an_issue(world)
    opened = Browser(headers={"Accept-Language": browser})
    there = came_in(issue, opened)
    link = Link.objects.get(contact=world.pat)
    at = link.expires + timedelta(seconds=1) if how == "expired" else MONDAY
    if how == "revoked":
        revoke_link(by=world.ae_alder, link=link)
    elif how == "left":
        note_departure(by=world.ae_alder, contact=world.pat, on=MONDAY.date())
    said = {"en": "This page is not open.", "it": "Questa pagina non è disponibile."}
    with clock.clock_at(at):
        for path in (f"/a/{token_of('pat@alder.example')}/", there, f"{there}report.pdf"):
            page = opened.get(path).content.decode()
            assert f'<html lang="{language}"' in page
            assert [one for one, words in said.items() if words in page] == [language]


@pytest.mark.parametrize(("browser", "first"), [("it-IT,it", "it"), ("fr", "en"), ("en-GB", "en")])
def test_s16_a_stranger_is_told_in_both_languages_their_browsers_first(db: None, browser: str, first: str) -> None:
    stranger = Browser(headers={"Accept-Language": browser})
    pages = [stranger.get(path).content.decode() for path in ("/a/wrong/", "/answer/1/")]
    cache.set("wrong:answer:127.0.0.1", OF_ONE_ADDRESS, 600)
    pages.append(stranger.get("/a/wrong/").content.decode())
    for page in pages:
        assert f'<html lang="{first}"' in page
        assert re.findall(r'<div lang="(\w\w)"', page) == [first, {"it": "en", "en": "it"}[first]]
    assert "Questa pagina non è disponibile." in pages[0] and "This page is not open." in pages[0]
    assert "I tentativi sono stati troppi." in pages[2] and "That was too often." in pages[2]
