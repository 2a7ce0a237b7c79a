"""The components, rendered as pages use them."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from herringbone.core.clock import clock_at

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with timezone.override(NEW_YORK), translation.override("en"), clock_at(NOW):
        yield


def render(text: str, **context) -> str:
    """The text as a page with that context, its spaces drawn together."""
    page = engines["django"].from_string(CottonCompiler().process(text))
    return " ".join(page.render(context, RequestFactory().get("/jobs/?client=4&page=2")).split())


def test_j1_a_duty_names_what_for_whom_and_the_way_to_do_it() -> None:
    page = render(
        '<c-duty :due="due" :title="title" url="/7/" client="Northway" action="Finish report" current>'
        "Six wait.</c-duty>",
        due=NOW - timedelta(hours=15),
        title="Issue <the> report",
    )
    assert 'aria-current="true"' in page
    assert '<h4><a href="/7/">Issue &lt;the&gt; report</a> <span>· Northway</span></h4>' in page
    assert '<a class="button button-small button-main" href="/7/">Finish report</a>' in page
    assert "15 h late" in page
    assert "<p>Six wait.</p>" in page


def test_words_from_people_are_escaped_once_whichever_way_they_come_in() -> None:
    name = "Fish & <b>Chips</b>"
    shown = "Fish &amp; &lt;b&gt;Chips&lt;/b&gt;"
    assert f"<h1>{shown}</h1>" in render('<c-page-head :heading="name" />', name=name)
    assert f"<h1>{shown}</h1>" in render('<c-page-head heading="{{ name }}" />', name=name)
    assert f"<h1>{shown}</h1>" in render(
        '<c-page-head><c-slot name="heading">{{ name }}</c-slot></c-page-head>', name=name
    )


def test_what_a_page_knows_does_not_leak_into_a_component() -> None:
    page = render('<c-page-head heading="Jobs" />', lead="a variable of the page", actions="another", slot="x")
    assert "a variable of the page" not in page
    assert "another" not in page


class JobForm(forms.Form):
    name = forms.CharField(help_text="What people will call it")
    paid_from = forms.ChoiceField(choices=[("a", "Estimate"), ("b", "Retainer")], widget=forms.RadioSelect)
    urgent = forms.BooleanField(required=False)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_form_that_came_back_lists_its_errors_with_links_and_keeps_what_was_typed() -> None:
    form = JobForm({"name": "", "paid_from": "c", "urgent": "on"})
    page = render(
        '<c-errors :form="form" /><c-field :field="form.name" hint="short" /><c-field :field="form.paid_from" />'
        '<c-field :field="form.urgent" />',
        form=form,
    )
    assert "Two things keep the form here" in page
    with override("it"):
        assert "Mancano due cose per andare avanti" in render('<c-errors :form="form" />', form=form)
    assert 'href="#id_name"' in page
    assert 'href="#id_paid_from"' in page
    assert '<fieldset class="field" id="id_paid_from" aria-describedby="id_paid_from_error">' in page
    assert '<label for="id_name">Name <span>short</span></label>' in page
    assert '<p class="field-help" id="id_name_help">' in page
    assert '<p class="field-error" id="id_name_error">' in page
    assert 'id="id_urgent" checked' in page


def test_a_form_in_order_has_no_summary() -> None:
    assert render('<c-errors :form="form" />', form=JobForm()) == ""


def test_k1_a_pager_keeps_the_filters_of_the_address() -> None:
    page = render('<c-pager :page="page" sorted="by milestone" />', page=Paginator(range(412), 50).page(2))
    assert "51 to 100 of 412, by milestone" in page
    assert 'href="?client=4&amp;page=3"' in page or 'href="?client=4&page=3"' in page
    assert 'aria-current="page">2</a>' in page


def test_a_list_of_one_page_has_no_links_and_an_empty_one_no_pager() -> None:
    one = render('<c-pager :page="page" />', page=Paginator(range(3), 50).page(1))
    assert "1 to 3 of 3" in one
    assert "<ol>" not in one
    assert render('<c-pager :page="page" />', page=Paginator([], 50).page(1)) == ""


def test_an_empty_version_of_a_line_says_so() -> None:
    page = render('<c-versus-line label="Cost" name="choose-cost" yours="€8" chosen="theirs" />')
    assert page.count("left empty") == 1
    assert 'value="theirs" checked' in page


def test_views_say_late_in_words_and_leave_out_a_count_that_is_not_there() -> None:
    items = [
        SimpleNamespace(label="Money", url="/m/", count=1, state="late", current=False),
        SimpleNamespace(label="Thread", url="/t/", count=None, state="", current=True),
        SimpleNamespace(label="Jobs", url="/j/", count=0, state="", current=False),
    ]
    page = render('<c-views label="Parts" :items="items" />', items=items)
    assert 'data-state="late">1<span class="unseen"> late</span>' in page
    assert '<a href="/t/" aria-current="page">Thread</a>' in page
    assert '<span class="count">0</span>' in page
