"""The extra questions of a kind of job, each with a type, and the answers to them as the form keeps them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core.text import one_line, prose
from herringbone.core.typed import Unread, read_day, shown_day
from herringbone.core.wording.dates import language

TYPES = ("text", "lines", "number", "date", "choice", "yes")
LONGEST = {"text": 300, "lines": 5_000}


@dataclass(frozen=True)
class Question:
    """One extra field of a kind's form. `choices` are for the type "choice" only."""

    key: str
    label: str
    type: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def field(self) -> str:
        """Its name on the form."""
        return f"extra-{self.key}"


def questions(fields: Sequence[Mapping[str, Any]]) -> list[Question]:
    """The questions of a `JobKind.fields`, in the reader's language where they have it."""
    return [
        Question(
            one["key"],
            one.get(f"label_{language()}") or one["label"],
            one.get("type", "text"),
            tuple(one.get("choices", ())),
            bool(one.get("required")),
        )
        for one in fields
    ]


def wrong_answers(asked: Sequence[Question], answers: Mapping[str, Any], today: date) -> dict[str, str]:
    """What keeps a form back: for each wrong or missing answer, the question's key and why."""
    wrong = {}
    for question in asked:
        answer = str(answers.get(question.key, "")).strip()
        if not answer:
            if question.required:
                wrong[question.key] = _("An answer is needed")
        elif reason := _wrong(question, answer, today):
            wrong[question.key] = reason
    return wrong


def kept(asked: Sequence[Question], answers: Mapping[str, Any], today: date) -> dict[str, str]:
    """The answers to what is asked, cleaned, as text; answers to anything else are not kept."""
    found = {}
    for question in asked:
        text = str(answers.get(question.key) or "")
        text = prose(text) if question.type == "lines" else one_line(text)
        if question.type == "date":
            text = day_or_typed(text, today)
        if text:
            found[question.key] = text[: LONGEST.get(question.type, 300)]
    return found


def day_or_typed(typed: str, today: date) -> str:
    """A day as an answer is kept: its ISO form; what cannot be read stays as it was typed."""
    try:
        day = read_day(typed, today)
    except Unread:
        day = None
    return day.isoformat() if day else typed.strip()


def day_in_words(answer: str) -> str:
    """A day's answer as days are written; what could not be read stays as it was typed."""
    with suppress(ValueError):
        return shown_day(date.fromisoformat(answer))
    return answer


def in_words(question: Question, answer: str) -> str:
    """An answer as it is read: a day as days are written, a yes as the reader says it."""
    if question.type == "date":
        return day_in_words(answer)
    if question.type == "yes":
        return {"yes": _("Yes"), "no": _("No")}.get(answer, answer)
    return answer


def _wrong(question: Question, answer: str, today: date) -> str:
    longest = LONGEST.get(question.type, 300)
    if len(answer) > longest:
        return _("That is longer than %(longest)d characters") % {"longest": longest}
    if question.type == "number":
        try:
            fine = Decimal(answer).is_finite()
        except InvalidOperation:
            fine = False
        return "" if fine else _("“%(answer)s” is not a number") % {"answer": answer}
    if question.type == "date":
        try:
            read_day(answer, today)
        except Unread as reason:
            return reason.in_full
    if question.type == "choice" and answer not in question.choices:
        return _("“%(answer)s” is not among the choices") % {"answer": answer}
    return ""
