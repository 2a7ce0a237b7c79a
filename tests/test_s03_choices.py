"""S03: a form takes nothing that it did not offer: each choice is sent once with something of a rival's in it."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from herringbone.clients.models import Client
from herringbone.people.models import Person
from herringbone.record.models import Denial
from herringbone.work.models import Job
from tests.addresses import stops
from tests.crawling import Eyes, browser_of, dump, undone, words_of, writes_to
from tests.filled import counted_models, model_of
from tests.forms import Field, Form, forms_in
from tests.test_s01_crawler import finds

# What a field without anything to choose from is about, by its name.
ABOUT = {"contact": "clients.Contact", "client": "clients.Client", "job": "work.Job", "parent": "clients.Client"}
# Pages that are saved while one types, or that tick off a list: what was not offered is left out without a word.
LEFT_OUT = re.compile(r"/attendance/$|/contact-report/(readers/)?$")
# A colleague of any team may be named where what is made shows only what its maker sees.
ANYBODY = {("/calendar/feeds/", "person")}
ASIDE = {"csrfmiddlewaretoken", "once", "original", "next"}
NUMBERED = re.compile(r"(\D*)(\d{4,})")


def rivals(world, one: Field) -> Iterator[str]:
    """For what may be chosen in a field, the same kinds of thing at Birch, written in the same way."""
    seen: set[str] = set()
    if one.name in ASIDE:
        return
    offered = [value for value in one.offered + one.values if value]
    codes = set(Client.objects.values_list("code", flat=True))
    numbers = set(Job.objects.values_list("number", flat=True))
    for value in offered:
        told = NUMBERED.fullmatch(value)
        model = model_of(int(told[2])) if told else None
        if model is Person:  # colleagues are no client's: where all may be chosen, this one is offered, too
            seen |= {f"{told[1]}{world.ae_birch.pk}"} - {*offered}
        elif model and hasattr(model, "client_path"):
            row = model._default_manager.filter(**{model.client_path: world.birch.pk}).first()
            seen.add(f"{told[1]}{row.pk}")
        elif value in codes:
            seen.add(world.birch.code)
        elif value in numbers:
            seen.add(Job.objects.get(client=world.birch).number)
    if not offered and one.name in ABOUT:
        model = apps.get_model(ABOUT[one.name])
        seen.add(str(model._default_manager.filter(**{model.client_path: world.birch.pk}).first().pk))
    yield from sorted(seen)


def pages_with_forms(filled, who: Person) -> Iterator[tuple[str, Form]]:
    """Every form on every page about a client that a person sees, once for each place it is sent to."""
    eyes, browser, met = Eyes.of(filled, who), browser_of(who), set()
    for stop in stops(rows_each=2):
        if stop.client not in (None, filled.alder.pk) or not finds(eyes, stop):
            continue
        page = browser.get(stop.url)
        if page.status_code != 200 or "html" not in page["Content-Type"]:
            continue
        for form in forms_in(page.content.decode()):
            address = form.action or stop.url
            key = re.sub(r"\d{4,}", "N", address), tuple(form.fields)
            if key not in met and "sign-out" not in address:
                met.add(key)
                yield address, form


@pytest.mark.crawl
@pytest.mark.forged
@pytest.mark.parametrize("who", ["ae_alder", "sup_alder", "dept"])
def test_s03_no_form_takes_what_is_a_rivals(filled, who, forge_every):
    person = filled.everyone[who]
    eyes, before, faults, done, tried = Eyes.of(filled, person), dump(), set(), 0, 0
    found = list(pages_with_forms(filled, person))[:: min(forge_every, 4)]
    browser = browser_of(person)
    for address, form in found:
        sent = form.filled()
        with undone(browser):
            done += browser.post(address, sent).status_code in (200, 302, 303)
        for name, value in [(one.name, value) for one in form.fields.values() for value in rivals(filled, one)]:
            if (address, name) in ANYBODY:
                continue
            tried += 1
            with undone(browser), writes_to(but=(Denial._meta.db_table,)) as written:
                answer = browser.post(address, {**sent, name: [value]})
                what = f"{address} {name}={value}: {answer.status_code}"
                told = NUMBERED.fullmatch(value)
                mark = told[2] if told else value
                if answer.status_code >= 500 or (answer.status_code < 400 and not LEFT_OUT.search(address)):
                    faults.add(what)
                if written and re.search(rf"(?<!\d){mark}(?!\d)", repr(new_rows(before, dump()))):
                    faults.add(f"{what}, and it stands in the record")
                faults |= {f"{what}, and betrays {mark}" for mark in eyes.betrayed(words_of(answer))}
    assert not faults, "\n".join(sorted(faults))
    assert done > len(found) / 3, "as they stand, most forms are taken: so what was refused was the rival's"
    assert tried > 20 / min(forge_every, 4)


def new_rows(before: dict[str, list[object]], after: dict[str, list[object]]) -> list[object]:
    """The rows that are new or changed, save those of denials."""
    denials = Denial._meta.db_table
    return [
        row for table, rows in after.items() if table != denials for row in rows if row not in before.get(table, [])
    ]


def test_s03_ids_say_which_model_they_belong_to(filled):
    for model in counted_models():
        rows = model._default_manager.filter(pk__gt=1)  # the one row of its kind is called 1
        assert {model_of(pk) for pk in rows.values_list("pk", flat=True)} <= {model}
