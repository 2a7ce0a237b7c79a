"""What a person says about a file that is brought in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.importing.kinds import ImportKind
from herringbone.clients.importing.reading import Reading, Told
from herringbone.clients.models import Client
from herringbone.clients.rules import clients_to_bring_into
from herringbone.core.names.order import by_name
from herringbone.core.tables import Choice, Question
from herringbone.core.text import OneLineField
from herringbone.core.typed import NOBODY, FoundField
from herringbone.core.wording.dates import written
from herringbone.people.models import Person

NOT_TAKEN = ""
MOST_WORDS = 60  # of a table, on one page; one with more is asked for another column
HEADINGS, LONGEST_LINE = 6, 80  # of one line of the file, as a choice
SEPARATORS = [
    ("", _("as the file tells")),
    (",", _("comma")),
    (";", _("semicolon")),
    ("tab", pgettext_lazy("a sign", "tab")),
    ("bar", pgettext_lazy("a sign", "bar")),
]
ORDERS = [("", _("as the file tells")), ("dmy", _("day, month, year")), ("mdy", _("month, day, year"))]
# How the question calls what the form calls by its sign.
SIGNS = {"comma": ",", "semicolon": ";"}
OTHER = "other"
DECIMALS = [("", _("as the file tells")), (".", _("point: 1,234.50")), (",", _("comma: 1.234,50"))]


class UploadForm(ActedForm):
    """The file."""

    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, kind: ImportKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = capfirst(kind.accepts)


class ExplainForm(ActedForm):
    """What the file does not tell by itself, and which column is what."""

    encoding = forms.CharField(label=_("Encoding"), required=False, max_length=40)
    separator = forms.ChoiceField(label=_("Values are parted by"), choices=SEPARATORS, required=False)
    date_order = forms.ChoiceField(label=_("Days are written"), choices=ORDERS, required=False)
    decimal = forms.ChoiceField(label=_("The decimal sign is a"), choices=DECIMALS, required=False)
    header = forms.BooleanField(label=_("A line of the file holds headings"), required=False)
    heading_line = forms.ChoiceField(label=_("The headings are"), required=False)
    point_person = FoundField(
        Person.objects.none(),
        label=_("Who answers for what is new"),
        required=False,
        empty_label=_("nobody yet"),
        unknown=NOBODY,
    )

    client = FoundField(Client.objects.none(), label=_("Client"), required=False, empty_label=_("as the file tells"))

    def __init__(self, *args: Any, kind: ImportKind, reading: Reading | None, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "point_person": lambda: Person.objects.filter(is_active=True).order_by(by_name()),
            "client": lambda: clients_to_bring_into(person).order_by(by_name()),
        }
        for name, rows in choices.items():
            if name in kind.asks:
                self.fields[name].queryset = rows()  # type: ignore[attr-defined]  # a choice of records
            else:
                del self.fields[name]
        self.kind, self.reading = kind, reading
        self._choose_headings()
        self.columns: list[str] = []
        for at, column in enumerate(reading.columns if reading else ()):
            name = f"column{at}"
            self.columns.append(name)
            self.fields[name] = forms.ChoiceField(
                label=column.heading or str(at + 1),
                required=False,
                choices=[(NOT_TAKEN, _("is not brought in")), *kind.fields],
                initial=column.field or NOT_TAKEN,
            )
        self.words: list[str] = []
        words = reading.words if reading else ()
        for at, word in enumerate(words[:MOST_WORDS] if reading and not reading.untabled else words):
            self.words.append(f"word{at}")
            unknown = [("", _("choose what it means"))] if not word.means else []
            self.fields[f"word{at}"] = forms.ChoiceField(
                label=word.text, required=False, initial=word.means,
                choices=[*unknown, *kind.meanings[word.field].choices()],
            )  # fmt: skip
        self.asked: dict[str, str] = {}  # by the option that a question is about, the field that answers it
        for question in reading.questions if reading else ():
            self._ask(question)

    def _choose_headings(self) -> None:
        """Offer the first lines of the file, each with what stands in it."""
        top = self.reading.table.top if self.reading else ()
        field = self.fields["heading_line"]
        if len(top) < 2:
            del self.fields["heading_line"]
            return
        field.choices = [  # type: ignore[attr-defined]  # a field of choices
            (str(line), _("line %(line)s: %(cells)s") % {"line": line, "cells": _shortly(cells)}) for line, cells in top
        ]
        self.initial["heading_line"] = str(self.reading.table.heading_line or top[0][0]) if self.reading else ""

    def clean(self) -> dict[str, Any]:
        """Each field but those that may be several in one column, and every word of the file explained."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        held: dict[str, str] = {}
        for name in self.columns:
            field = given.get(name)
            if not field or field in self.kind.several:
                continue
            if field in held:
                told = {"heading": self.fields[held[field]].label, "field": dict(self.kind.fields)[field]}
                self.add_error(name, _("“%(heading)s” is “%(field)s” already: one column alone can be") % told)
            held.setdefault(field, name)
        taken = {given.get(name) for name in self.columns}
        for name, word in zip(self.words, self.reading.words if self.reading else (), strict=False):
            if not word.means and not given.get(name) and (word.field in taken or not self.columns):
                self.add_error(name, _("Say what “%(word)s” means") % {"word": word.text})
        return given

    def _ask(self, question: Question) -> None:
        """Offer the readings of the file that are possible, each as it would look, in place of a field to fill in."""
        name = question.option.replace("-", "_")
        if name not in self.fields:
            return
        if not question.choices:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = self.fields[name].help_text = question.text
            self.asked[question.option] = name
            return
        choices: list[tuple[str, Any]] = [
            (SIGNS.get(one.value, one.value), _choice(one, question.option)) for one in question.choices
        ]
        if name == "encoding":
            choices.append((OTHER, _("another one")))
            label = _("Its name")
            self.fields["other_encoding"] = OneLineField(label=label, required=False, max_length=40)
        self.fields[name] = forms.ChoiceField(
            label=question.text, choices=choices, required=False, widget=forms.RadioSelect
        )
        self.asked[question.option] = name

    def options(self, reading: Reading | None) -> dict[str, Any]:
        """What is kept of it with the file."""
        given = self.given()
        headings = reading.table.headers if reading else ()
        fields = {str(at): given.get(f"column{at}") or "" for at in range(len(headings))}
        columns = {heading: fields[str(at)] for at, heading in enumerate(headings) if heading}
        return {
            "columns": columns if len(columns) == len(headings) else {},
            "encoding": given.get("other_encoding") or str(given["encoding"] or "").removeprefix(OTHER),
            "separator": given["separator"], "date_order": given["date_order"],
            "decimal": given["decimal"], "header": given["header"], "fields": fields,
            "heading_line": given.get("heading_line") or None, "words": self._explained(given),
            "point_person": getattr(given.get("point_person"), "pk", None),
            "client": getattr(given.get("client"), "pk", None),
        }  # fmt: skip

    def _explained(self, given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """By field, what each word means, with what was said of words before."""
        told: dict[str, dict[str, str]] = {}
        for name, word in zip(self.words, self.reading.words if self.reading else (), strict=False):
            if means := given.get(name) or word.means:
                told.setdefault(word.field, {})[word.key] = means
        return told


def _shortly(cells: Sequence[str]) -> str:
    """The first cells of a line, as one choice among others."""
    told = [cell for cell in cells if cell]
    return Truncator(" · ".join(told[:HEADINGS])).chars(LONGEST_LINE)


def _choice(one: Choice, of: str) -> str:
    """What a choice would make of the file: which day it would be, else the word that is meant and what it gives."""
    if of == "date-order" and one.sample:
        return written(date.fromisoformat(one.sample), "full")
    if of == "decimal" and one.sample:
        said = number_format(format(Decimal(one.sample).normalize(), "f"), force_grouping=True)
        words = _("a point, so that it is %(number)s") if one.value == "." else _("a comma, so that it is %(number)s")
        return words % {"number": said}
    return f"{one.value}: {one.sample}" if one.sample else one.value


def told_by(options: dict[str, Any]) -> Told:
    """What was kept with a file, as the reading takes it."""
    return Told(
        encoding=options.get("encoding") or None,
        separator=options.get("separator") or None,
        date_order=options.get("date_order") or None,
        decimal=options.get("decimal") or None,
        header=options.get("header", True),
        places={int(at): name for at, name in options.get("fields", {}).items()},
        whose=bool(options.get("client")),
        heading_line=int(options["heading_line"]) if options.get("heading_line") else None,
        words=options.get("words", {}),
    )
