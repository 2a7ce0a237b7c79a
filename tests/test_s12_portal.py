"""S12, S13, S15, S17: who comes by a link in a mail sees one report, and the link tells nobody anything."""

import io
import logging
import re

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from herringbone.core import clock
from herringbone.core.attempts import OF_ONE_ADDRESS
from herringbone.record.links import make_link
from herringbone.record.models import Link
from tests.addresses import site, stops
from tests.crawling import CLIENTS, Eyes, dump, without_chance, words_of, writes_to
from tests.test_s02_forged import DENIALS, forged
from tests.world import DAY, canary

pytestmark = pytest.mark.thorough

IN_LETTER = re.compile(r"/a/([\w-]{20,})/")


def tokens(world) -> dict[str, str]:
    """The token of each client's letter, as the letter holds it."""
    found = {}
    for letter in world.extra["letters"]:
        for low in CLIENTS:
            told = IN_LETTER.search(letter.body)
            if told and f"@{low}.example" in str(letter.to):
                found[low] = told[1]
    return found


@pytest.fixture
def rio(filled):
    """A browser in which the contact of Birch has opened the link of their letter."""
    browser = Browser(raise_request_exception=False)
    assert browser.get(f"/a/{tokens(filled)['birch']}/").status_code == 303
    return browser


def own_of(world) -> Link:
    return Link.objects.get(client=world.birch, purpose="contact report")


def test_s12_by_a_link_one_sees_ones_own_report_and_nothing_else_of_the_site(filled, rio):
    eyes, own, faults = Eyes(filled, None, seen=frozenset({"birch"})), own_of(filled), set()
    opened, before, shut = 0, dump(), set()
    ours = [one for one in stops() if one.url.startswith(f"/answer/{own.pk}/")]
    for stop in {*stops(rows_each=1), *ours}:
        is_own = stop.url.startswith(f"/answer/{own.pk}/")
        if stop.name in shut:
            continue
        if not stop.rule.open:
            shut.add(stop.name)  # said before any record is looked for
        for method, data in (("get", None), ("post", forged(filled))):
            with writes_to(but=(DENIALS,)) as written:
                answer = getattr(rio, method)(stop.url, data)
            words = words_of(answer)
            opened += is_own and answer.status_code == 200
            if not stop.rule.open and answer.status_code != (403 if method == "post" else 302):
                faults.add(f"{method} {stop.url}: {answer.status_code}")
            if stop.url.startswith(("/answer/", "/asked/")) and not is_own and answer.status_code not in {404, 405}:
                faults.add(f"{method} {stop.url}: {answer.status_code}")
            if written and not is_own:
                faults.add(f"{method} {stop.url} writes to {sorted(written)}")
            if canary("birch", "INTERNAL") in words:
                faults.add(f"{method} {stop.url} holds what is internal")
            faults |= {f"{method} {stop.url} betrays {mark}" for mark in eyes.betrayed(words)}
    assert not faults, "\n".join(sorted(faults))
    assert opened >= 2, "the page and its PDF"
    assert dump()["people_person"] == before["people_person"]


def test_s12_a_contact_of_two_clients_sees_one_on_a_page(filled):
    browser, found = Browser(), tokens(filled)
    browser.get(f"/a/{found['birch']}/")
    browser.get(f"/a/{found['alder']}/")
    for link in Link.objects.filter(client__in=[filled.alder, filled.birch], purpose="contact report"):
        low = "alder" if link.client == filled.alder else "birch"
        answer = browser.get(f"/answer/{link.pk}/")
        assert answer.status_code == 200
        assert Eyes(filled, None, seen=frozenset({low})).betrayed(words_of(answer)) == []


def test_s13_a_scanner_that_opens_everything_signs_nothing_and_uses_nothing_up(filled):
    token = tokens(filled)["birch"]
    before = dump()
    for turn in range(20):
        scanner = Browser(REMOTE_ADDR=f"198.51.100.{turn % 3}")
        for headers in ({}, {"Sec-Purpose": "prefetch"}):
            scanner.head(f"/a/{token}/", headers=headers)
            page = scanner.get(f"/a/{token}/", headers=headers, follow=True)
            for link in re.findall(r'href="(/answer/[^"#]+)"', page.content.decode()):
                scanner.get(link, headers=headers)
    assert dump() == before
    assert Browser().get(f"/a/{token}/").status_code == 303


def test_s15_every_door_that_takes_a_token_shuts_after_too_many_wrong_ones(filled):
    doors = [pattern for _, pattern, view in site() if view.rule.open and re.search(r"<\w+:(token|key)>", pattern)]
    doors = [pattern for pattern in doors if not pattern.startswith("answer/")]
    assert len(doors) == 5, "a new one: is it counted?"
    for pattern in doors:
        cache.clear()
        statuses = []
        for number in range(OF_ONE_ADDRESS + 3):
            wrong = re.sub(r"<\w+:(token|key)>", f"{number:040}", pattern).replace("<str:uidb36>", "1")
            statuses.append(Browser().get(f"/{wrong}").status_code)
        assert statuses[0] in {404, 410, 200, 302}, pattern
        assert statuses[-1] == 429, f"{pattern}: {statuses}"


def test_s15_no_stranger_learns_of_a_token_and_its_holder_is_told_the_same_of_every_end(filled):
    token = tokens(filled)["birch"]
    wrong = [f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}", token[:-1], f"{token}A", "A" * len(token)]
    strangers = [Browser().get(f"/a/{one}/") for one in wrong] + [Browser().get("/answer/1/")]
    Link.objects.update(revoked=clock.now())
    revoked = Browser().get(f"/a/{token}/")
    _, other = make_link(
        purpose="contact report", contact=filled.rio, edition=own_of(filled).edition, expires=clock.now() - DAY
    )
    expired = Browser().get(f"/a/{other}/")
    assert {one.status_code for one in (*strangers, revoked, expired)} == {404}
    for alike in (strangers, (revoked, expired)):
        assert len({without_chance(one.content, "/none/") for one in alike}) == 1


def test_s17_the_token_is_in_no_table_no_log_and_no_page(filled, rio):
    token, log = tokens(filled)["birch"], io.StringIO()
    listening = logging.StreamHandler(log)
    logging.getLogger().addHandler(listening)
    try:
        Browser().post(f"/a/{token}/")
        Browser().get(f"/a/{token}x/")
        door = rio.get(f"/a/{token}/")
        page = rio.get(door["Location"])
    finally:
        logging.getLogger().removeHandler(listening)
    assert page.status_code == 200
    assert token not in words_of(page)
    assert token not in log.getvalue()
    assert token not in repr(dump())
    # The page behind it has no token in its address, and sends forms that the guard against forged ones must know.
    assert (door["Referrer-Policy"], page["Referrer-Policy"]) == ("no-referrer", "same-origin")
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!birch\.example)', page.content.decode())
