"""S01, S03, S04: every address of the site, opened by every role, with every record of every client in it.

An answer agrees with the address's rule and with what the reader may see, never is a fault of ours, and holds no
mark of a client that is hidden from the reader. Opening changes nothing.
"""

import re
import zlib
from collections import Counter

import pytest
from django.http import HttpRequest, HttpResponseNotFound
from django.views.defaults import page_not_found

from herringbone.web import urls
from tests import addresses
from tests.addresses import (
    ADDRESSES,
    ANYBODY,
    ELSEWHERE,
    HOLDER,
    NAMED,
    NOT_IN_EVERY_STATE,
    OWNER,
    TEAM,
    Stop,
    site,
    stops,
)
from tests.crawling import CAST, Eyes, browser_of, dump, known_once, undone, without_chance, words_of, writes_to

# That somebody took a client's file is on record (B49): the one thing that reading writes.
READING_WRITES = dict.fromkeys(("file", "bag_file"), ("record_event", "record_chain"))
SHOWN, ELSEWHERE_TO = {200}, {302, 303}
NOT_THIS_WAY = 405
BY_SETTINGS = {"company_sign_in", "company_answer"}  # not there until a provider is named


def finds(eyes: Eyes, stop: Stop) -> bool:
    """Whether the record at this stop exists for these eyes."""
    person = eyes.person
    return {
        TEAM: stop.client is not None and eyes.sees(stop.client),
        NAMED: eyes.names(stop.client),
        OWNER: person is not None and stop.owner == person.pk,
        HOLDER: False,
        ANYBODY: True,
    }[stop.found_by]


def turned_away(eyes: Eyes, stop: Stop) -> bool:
    """Whether the rule keeps these eyes out, which is said before any record is looked for."""
    return not stop.rule.open and (eyes.person is None or not stop.rule.allows(eyes.person))


def wanted(eyes: Eyes, stop: Stop) -> set[int]:
    """The statuses that are right for these eyes at this stop."""
    if stop.rule.name == "anybody, in the demo" or stop.name in BY_SETTINGS:
        return {404, NOT_THIS_WAY}
    if turned_away(eyes, stop):
        return {403} if eyes.person else {302}
    if not finds(eyes, stop):
        return {404, NOT_THIS_WAY}
    gone = ({410} if stop.rule.open else set()) | ({404} if stop.name in NOT_IN_EVERY_STATE else set())
    return SHOWN | ELSEWHERE_TO | {403, NOT_THIS_WAY} | gone


def methods_for(who: str, name: str, every: int) -> tuple[str, ...]:
    """How somebody asks for the first record of an address: as every so many, in the other ways too."""
    turn = (CAST.index(who) + zlib.crc32(name.encode())) % min(every, 4)
    return ("get",) if turn else ("get", "head", "options")


def in_a_word(_request: HttpRequest, **_told: object) -> HttpResponseNotFound:
    """Stands in for the page that says that nothing is there, which takes as long as all that comes before it."""
    return HttpResponseNotFound()


def part_for(who: str, found: list[Stop], every: int) -> list[Stop]:
    """Every so many, others for each person, and so everything by somebody."""
    assert every < len(CAST)
    return found[CAST.index(who) % every :: every]


def test_s01_every_address_with_a_record_stands_in_the_crawlers_table():
    unknown = [name for name, pattern, _ in site() if "<" in pattern and name not in {**ADDRESSES, **ELSEWHERE}]
    assert unknown == [], "tell tests/addresses.py which record each is about"
    gone = {*ADDRESSES, *ELSEWHERE, *addresses.ENDS_THE_SESSION} - {name for name, _, _ in site()}
    assert gone == set(), "no such address any more"


def test_s01_every_address_with_a_record_is_crawled_on_both_sides_of_the_wall(filled):
    sides = {}
    for stop in stops():
        sides.setdefault(stop.name, set()).add(stop.client)
    of_clients = [name for name, kinds in ADDRESSES.items() if any(kind.found_by == TEAM for kind in kinds)]
    assert [name for name in of_clients if not {filled.alder.pk, filled.birch.pk} <= sides.get(name, set())] == []


@pytest.mark.thorough
@pytest.mark.once
def test_s01_every_page_is_opened_by_somebody(filled, cast):
    opens = {name: browser_of(cast[name]) for name in ("ae_alder", "head", "admin", "sup_alder", "finance")}
    own = {name for name in NOT_IN_EVERY_STATE if name not in ADDRESSES}
    left = {stop.name for stop in stops(rows_each=1)} - {"demo_sign_in"} - BY_SETTINGS - own
    for stop in stops():
        if stop.name in left and any(
            browser.get(stop.url).status_code in {*SHOWN, *ELSEWHERE_TO, NOT_THIS_WAY} for browser in opens.values()
        ):
            left.discard(stop.name)
    by_link = {name for name, kinds in ADDRESSES.items() if any(kind.found_by == HOLDER for kind in kinds)}
    assert left - by_link == set()


@pytest.mark.crawl
@pytest.mark.parametrize("who", CAST)
def test_s01_every_page_shows_what_its_reader_may_see_and_changes_nothing(
    filled, cast, who, crawl_every, forge_every, logged, monkeypatch
):  # fmt: skip
    eyes = Eyes.of(filled, cast[who])
    browser = browser_of(eyes.person)
    known_once(monkeypatch)
    before, faults, met, only_posts, shut = dump(), set(), Counter(), set(), set()
    for stop in part_for(who, stops(), crawl_every):
        place = (stop.name, finds(eyes, stop))
        if stop.name in only_posts or (stop.name, stop.client) in shut:
            continue
        if turned_away(eyes, stop):
            shut.add((stop.name, stop.client))
        met[place] += 1
        monkeypatch.setattr(urls, "handler404", page_not_found if met[place] == 1 else in_a_word, raising=False)
        statuses = {}
        # One record that is found, and one that is not, tell what an address makes of the other methods.
        for method in methods_for(who, stop.name, forge_every) if met[place] == 1 else ("get",):
            with undone(browser), writes_to(but=READING_WRITES.get(stop.name, ())) as written:
                answer = getattr(browser, method)(stop.url)
            statuses[method] = answer.status_code
            if answer.status_code not in wanted(eyes, stop):
                faults.add(f"{method} {stop.url}: {answer.status_code}")
            if written:
                faults.add(f"{method} {stop.url} writes to {sorted(written)}")
            faults |= {f"{method} {stop.url} betrays {mark}" for mark in eyes.betrayed(words_of(answer))}
        if statuses["get"] == NOT_THIS_WAY:
            only_posts.add(stop.name)  # said before any record is looked for
        if statuses.get("head", statuses["get"]) != statuses["get"]:
            faults.add(f"head {stop.url}: {statuses['head']}, and get {statuses['get']}")
    assert not faults, "\n".join(sorted(faults))
    assert dump() == before
    assert not re.findall(r"CANARY-\w+-\w+|\w+@\w+\.example", logged.getvalue()), "S43: the log names nobody"


@pytest.mark.crawl
@pytest.mark.parametrize("who", ["ae_alder", "dept", "bizdev", "traffic"])
def test_s01_what_is_foreign_answers_as_what_does_not_exist(filled, cast, who, monkeypatch):
    eyes = Eyes.of(filled, cast[who])
    browser = browser_of(eyes.person)
    known_once(monkeypatch)
    compared = set()
    for stop in stops(rows_each=1):
        if stop.free in ("", stop.url) or finds(eyes, stop) or stop.name in compared:
            continue
        compared.add(stop.name)
        for headers in ({}, {"HX-Request": "true"}):
            foreign = browser.get(stop.url, headers=headers)
            free = browser.get(stop.free, headers=headers)
            assert foreign.status_code == free.status_code, stop.url
            assert without_chance(foreign.content, stop.url) == without_chance(free.content, stop.free), stop.url
    assert len(compared) > 50
