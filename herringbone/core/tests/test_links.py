"""Addresses of pages are remembered, by the values in them and by where the site lies."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, set_script_prefix

from herringbone.core.links import link


def test_e_an_address_is_made_of_its_name_and_values() -> None:
    assert (link("job", "ORS-26-0117"), link("job", "NOR-26-0001")) == ("/jobs/ORS-26-0117/", "/jobs/NOR-26-0001/")
    with pytest.raises(NoReverseMatch):
        link("no such page")


def test_e_an_address_follows_the_place_of_the_site() -> None:
    link("desk")
    set_script_prefix("/agency/")
    try:
        assert link("desk") == "/agency/desk/"
    finally:
        set_script_prefix("/")
    assert link("desk") == "/desk/"


def test_e_the_tag_escapes_what_stands_in_an_address() -> None:
    shown = Template('{% url "job" number %}').render(Context({"number": 'A&"<b>'}))
    assert "<" not in shown
    assert '"' not in shown
    kept = Template('{% url "job" number=number as there %}{{ there }}').render(Context({"number": "A-1"}))
    assert kept == "/jobs/A-1/"
