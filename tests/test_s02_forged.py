"""S01, S02, S35: what is sent to a record that one may not touch changes nothing, whatever is in it.

A refusal leaves every table as it was, save one line that says that it happened.
"""

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from herringbone.record.models import Denial
from tests.addresses import Stop, stops
from tests.crawling import CAST, CLIENTS, Eyes, browser_of, dump, undone, words_of, writes_to
from tests.filled import counted_models
from tests.test_s01_crawler import finds, part_for

SIGNED_IN = [who for who in CAST if who != "nobody"]
REFUSED = {400, 403, 404, 405, 409, 410, 422, 429}
DENIALS = Denial._meta.db_table
OF_ANYBODY = {"calendar_feed_ending"}  # the administrator ends what leads out, and learns no client's name


def forged(world) -> dict[str, object]:
    """Every field of every model of ours, and words that steer other programs, aimed at Birch and at power."""
    aimed = {
        "client": world.birch.pk, "client_id": world.birch.pk, "person": world.ae_alder.pk, "owner": world.ae_alder.pk,
        "contact": world.rio.pk, "code": "BIR", "status": "signed", "number": "BIR-26-0001", "total": "0", "frozen": "",
        "role": "head", "kind": "head", "is_superuser": "on", "is_staff": "on", "is_active": "on", "wall": "",
        "created_by": world.head.pk, "by": world.head.pk, "user.email": "eve@evil.example", "password": "x" * 20,
    }  # fmt: skip
    names = {field.name for model in counted_models() for field in model._meta.get_fields() if field.concrete}
    return {**dict.fromkeys(names, "1"), **aimed}


def is_foreign(eyes: Eyes, stop: Stop) -> bool:
    """Whether nothing at all may be done here by these eyes."""
    return not finds(eyes, stop) or not (stop.rule.open or stop.rule.allows(eyes.person))


def test_s35_what_is_forged_names_every_field_of_ours(filled):
    names = {field.name for model in counted_models() for field in model._meta.get_fields() if field.concrete}
    assert len(names) > 100
    assert names <= set(forged(filled))


@pytest.mark.crawl
@pytest.mark.forged
@pytest.mark.parametrize("who", SIGNED_IN)
def test_s02_nothing_is_done_to_what_one_may_not_find(filled, cast, who, forge_every):
    eyes = Eyes.of(filled, cast[who])
    browser = browser_of(eyes.person)
    before, faults, met = dump(), set(), set()
    for stop in part_for(who, [one for one in stops(rows_each=1) if is_foreign(eyes, one)], forge_every):
        tries = [("post", {}), ("post", forged(filled))]
        if stop.name not in met:
            tries += [(method, forged(filled)) for method in ("put", "patch", "delete")]
        met.add(stop.name)
        for method, data in tries:
            with writes_to(but=(DENIALS,)) as written:
                answer = sent(browser, method, stop.url, data)
            if answer.status_code not in {403, 404, 405}:
                faults.add(f"{method} {stop.url}: {answer.status_code}")
            if written:
                faults.add(f"{method} {stop.url} writes to {sorted(written)}")
            faults |= {f"{method} {stop.url} betrays {mark}" for mark in eyes.betrayed(words_of(answer))}
    assert not faults, "\n".join(sorted(faults))
    assert without_denials(dump()) == without_denials(before)


@pytest.mark.crawl
@pytest.mark.forged
@pytest.mark.parametrize("who", SIGNED_IN)
def test_s35_what_one_may_do_reaches_no_record_that_one_does_not_see(filled, cast, who, forge_every, logged):
    eyes = Eyes.of(filled, cast[who])
    found = [one for one in stops(rows_each=1) if not is_foreign(eyes, one)]
    browser = browser_of(eyes.person)
    before, foreign, faults = dump(), rows_hidden_from(eyes), set()
    for stop in part_for(who, found, forge_every):
        for data in ({}, forged(filled)):
            noted = Denial.objects.count()
            with undone(browser), writes_to(but=(DENIALS,)) as written:
                answer = browser.post(stop.url, data)
                what = f"post {stop.url} with {len(data)} fields: {answer.status_code}"
                if answer.status_code >= 500:
                    faults.add(what)
                if Denial.objects.count() > noted + 1:
                    faults.add(f"{what}, noted more than once")
                if answer.status_code in REFUSED and written and without_denials(dump()) != without_denials(before):
                    faults.add(f"{what}, and yet {sorted(written)} changed")
                if written and stop.name not in OF_ANYBODY and rows_hidden_from(eyes) != foreign:
                    faults.add(f"{what}, and reaches what {who} does not see")
                faults |= {f"{what}, and betrays {mark}" for mark in eyes.betrayed(words_of(answer))}
            if answer.status_code == 405:
                break
    assert not faults, "\n".join(sorted(faults))
    assert dump() == before
    assert "CANARY" not in logged.getvalue(), "S43: the log holds nothing of what was typed"
    assert "evil.example" not in logged.getvalue()


def sent(browser: Browser, method: str, url: str, data: dict[str, object]) -> HttpResponse:
    """Send a form, or for the other methods the same as JSON."""
    if method == "post":
        return browser.post(url, data)
    return getattr(browser, method)(url, data, content_type="application/json")


def rows_hidden_from(eyes: Eyes) -> dict[str, list[object]]:
    """The rows of clients that these eyes do not see."""
    hidden = [getattr(eyes.world, low).pk for low in CLIENTS if low not in eyes.seen]
    ours = [model for model in counted_models() if hasattr(model, "client_path")]
    return {
        model._meta.label: list(
            model._default_manager.filter(**{f"{model.client_path}__in": hidden}).order_by("pk").values_list()
        )
        for model in (ours if hidden else ())
    }


def without_denials(rows: dict[str, list[object]]) -> dict[str, list[object]]:
    """A dump without the one trace that a refusal leaves."""
    return {table: found for table, found in rows.items() if table != DENIALS}
