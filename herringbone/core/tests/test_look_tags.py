"""What the template tags write."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from herringbone.core.clock import clock_at
from herringbone.core.templatetags import look

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with timezone.override(NEW_YORK), translation.override("en"), clock_at(NOW):
        yield


def render(text: str, **context) -> str:
    return Template("{% load look fields %}" + text).render(Context(context))


def test_due_time_has_swatch_words_and_the_exact_moment() -> None:
    assert render("{% due_time due %}", due=NOW - timedelta(hours=41, minutes=40)) == (
        '<time class="state" data-state="late" datetime="2026-11-22T15:30-05:00"'
        ' title="Sunday 22 November 2026, 15:30">1 d 17 h late</time>'
    )


def test_due_left_says_in_words_what_is_left_or_how_late_it_is() -> None:
    assert render("{% due_left due %}", due=NOW + timedelta(hours=6)) == (
        '<time datetime="2026-11-24T15:10-05:00" title="Tuesday 24 November 2026, 15:10">6 h left</time>'
    )
    assert ">15 h late</time>" in render("{% due_left due %}", due=NOW - timedelta(hours=15))


def test_when_shows_one_form_and_holds_the_exact_one() -> None:
    assert render('{% when day "day" %}', day=NOW.date()) == (
        '<time datetime="2026-11-24" title="Tuesday 24 November 2026">24 Nov</time>'
    )
    assert render("{% when nothing %}", nothing=None) == ""


def test_a_person_of_the_client_wears_a_dashed_collar() -> None:
    ours = render("{% person name %}", name="Nora Whitfield")
    theirs = render("{% person name client=True url='/contacts/4/' %}", name="Paolo Brandi")
    assert ours == '<span class="person"><abbr aria-hidden="true">NW</abbr>Nora Whitfield</span>'
    assert 'class="person person-client"' in theirs
    assert '<a class="plain" href="/contacts/4/">Paolo Brandi</a>' in theirs


def test_names_and_words_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    for text in ("{% person evil %}", '{% state "open" evil %}', "{% person evil url=evil %}"):
        assert "<script>" not in render(text, evil=evil)


def test_a_state_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="purple"):
        render('{% state "purple" "Grape" %}')


def test_page_numbers_leave_out_what_is_far() -> None:
    page = Paginator(range(412), 50).page(2)
    assert render("{% page_numbers page as numbers %}{{ numbers }}", page=page) == "[1, 2, 3, None, 9]"


def test_unless_blank_keeps_back_mark_up_without_words() -> None:
    assert render("{% unless_blank %}<h1>{{ title }}</h1>{% endunless_blank %}", title="") == ""
    assert render("{% unless_blank %}<h1>{{ title }}</h1>{% endunless_blank %}", title="Jobs") == "<h1>Jobs</h1>"


class Example(forms.Form):
    name = forms.CharField(help_text="What people will call it")
    budget = forms.CharField()


def test_a_control_names_its_help_and_its_error() -> None:
    form = Example({"budget": "14"})
    name = render("{% control form.name %}", form=form)
    assert 'class="input"' in name
    assert 'aria-describedby="id_name_help id_name_error"' in name
    assert 'aria-invalid="true"' in name
    budget = render('{% control form.budget "money" %}', form=form)
    assert 'class="input input-money"' in budget
    assert "aria-describedby" not in budget


def test_s25_what_was_shown_as_mark_up_is_not_shown_so_where_it_was_typed() -> None:
    assert look.unbroken(mark_safe("<b>ORS-26-0117</b>")).startswith("<b><span")
    assert look.unbroken("<b>ORS-26-0117</b>").startswith("&lt;b&gt;<span")
