"""The page that shows every part of the look once, with examples that are nobody's data."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from herringbone.core import clock
from herringbone.core.months import Marks, Month, month_of
from herringbone.people.pages import SIGNED_IN, page

PAPERS = [
    ("paper", "the page"),
    ("rail", "the rail"),
    ("sheet", "documents, inputs"),
    ("wash", "a row under the hand"),
    ("ink", "what is read"),
    ("ink-2", "what explains"),
    ("ink-3", "what labels"),
    ("rule", "hairline"),
    ("rule-firm", "between parts"),
    ("edge", "edge of a control"),
]
DYES = [
    ("madder", "late, yours now"),
    ("weld", "soon, changed"),
    ("woad", "with the client"),
    ("lincoln", "done"),
    ("madder-wash", "notice, late"),
    ("weld-wash", "changed words"),
    ("woad-wash", "chosen, waiting"),
    ("lincoln-wash", "notice, done"),
]
VIEWS = [("Thread", ""), ("Jobs", 9), ("People", 11), ("Reports", 47), ("Money", 1), ("QBR", ""), ("Documents", 312)]
STAGES = [("Form", "past"), ("Kick-off", "past"), ("Pre-production", "now"), ("Shoot", "ahead"), ("Delivery", "ahead")]
STEPS = ["Nora Whitfield, due Sun 21:30", "Grace", "you since Mon 21:30"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="By telephone, Monday 23 November.", initial="Aperitivo at home")
    kind = forms.ChoiceField(choices=[("broadcast", "Broadcast"), ("print", "Print")])
    paid_from = forms.ChoiceField(
        choices=[("estimate", "Its own estimate"), ("retainer", "Retainer")], widget=forms.RadioSelect
    )
    urgent = forms.BooleanField(label="Before all others", required=False)
    delivered = forms.CharField(label="Delivered by")


@page(SIGNED_IN)
def kit(request: HttpRequest) -> HttpResponse:
    """Every part once."""
    now = clock.now()
    return render(
        request,
        "web/kit.html",
        {
            "papers": PAPERS,
            "dyes": DYES,
            "steps": STEPS,
            "views": _views(),
            "stages": [SimpleNamespace(label=label, place=place) for label, place in STAGES],
            "due": {
                "late": now - timedelta(hours=41, minutes=40),
                "soon": now + timedelta(minutes=50),
                "open": now + timedelta(hours=26, minutes=40),
                "began": now - timedelta(hours=21, minutes=20),
            },
            "week": _week(),
            "month": _month(),
            "page": _page_two(),
            "form": _form_that_came_back(),
        },
    )


def _views() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            label=label, count=count, url="#tabs", current=label == "Thread", state="late" if label == "Money" else ""
        )
        for label, count in VIEWS
    ]


def _week() -> list[SimpleNamespace]:
    return [SimpleNamespace(name=name, number=23 + place, today=place == 1) for place, name in enumerate(WEEKDAYS)]


def _month() -> Month:
    """December 2026 in Milan, with the ninth chosen."""
    closed = {date(2026, 12, 8): "closed", date(2026, 12, 25): "closed"}
    return month_of(
        date(2026, 12, 9),
        date(2026, 11, 24),
        Marks(closed=closed, chosen=date(2026, 12, 9)),
        caption="December 2026, working days of Milan",
        turn=lambda other: "#datef",
    )


def _page_two() -> Page[Any]:
    return Paginator(range(412), 50).page(2)


def _form_that_came_back() -> ExampleForm:
    form = ExampleForm({"name": "Aperitivo at home", "kind": "broadcast", "delivered": "8 Dec 2026"})
    form.add_error("delivered", "Milan is closed on 7 and 8 December. Did you mean Friday 4 or Wednesday 9?")
    return form
