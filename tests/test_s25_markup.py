"""S25: markup that people typed is text on every page, in whatever field it stands."""

import json

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Replace

from herringbone.record.frozen import thaw_tables
from herringbone.record.models import Edition
from tests.addresses import stops
from tests.crawling import browser_of

pytestmark = [pytest.mark.thorough, pytest.mark.once]

WAS = "CANARY"
MARKUP = "<b>'\"&"  # as long as what it replaces, so that it fits wherever that did


def make_hostile() -> int:
    """Put markup into every text that people typed; gives how many columns held any."""
    thaw_tables(connection)
    found = 0
    in_json = json.dumps(MARKUP)[1:-1]
    for model in apps.get_models():
        if not model.__module__.startswith("herringbone"):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique:
                rows = model._base_manager.filter(**{f"{field.attname}__contains": WAS})
                new = in_json if model is Edition else MARKUP
                found += bool(rows.update(**{field.attname: Replace(F(field.attname), Value(WAS), Value(new))}))
    return found


@pytest.mark.parametrize("who", ["ae_alder", "head"])
def test_s25_markup_is_text_on_every_page(filled, who):
    assert len(WAS) == len(MARKUP)
    assert make_hostile() > 30
    browser, faults, shown, met = browser_of(filled.everyone[who]), [], 0, set()
    for stop in stops(rows_each=1):
        if stop.name in met or stop.client not in (None, filled.alder.pk):
            continue
        met.add(stop.name)
        answer = browser.get(stop.url)
        if answer.status_code >= 500:
            faults.append(f"{stop.url}: {answer.status_code}")
        if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        words = answer.content.decode()
        shown += "&lt;b&gt;&#x27;&quot;&amp;" in words
        if "<b>'" in words or '<b>&#x27;"' in words:
            faults.append(f"{stop.url} runs what was typed")
    assert not faults, "\n".join(faults)
    assert shown > 20, "the markup stood on many pages, as text"
