"""The sentences of a status report that come from the program, in the language of the edition.

Used inside `speaking(data)`, which sets language and zone. `core.wording` knows how a date is written.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from herringbone.core.wording import amounts
from herringbone.core.wording.dates import month_day, written
from herringbone.core.wording.numbers import in_words, sentence
from herringbone.status.documents.contract import Group, Line, StatusReport
from herringbone.work.wording import stage_word

LANGUAGES = ("en", "it")


def spoken(language: str) -> str:
    """The language that a report to a client is written in: theirs, where we speak it."""
    short = language.split("-")[0]
    return short if short in LANGUAGES else LANGUAGES[0]


@contextmanager
def speaking(data: Mapping[str, Any]) -> Iterator[None]:
    """Let words and hours inside the block be those of the report: its language, the zone of the client's office."""
    with translation.override(data["language"]), timezone.override(ZoneInfo(data["zone"])):
        yield


def group(name: Group, client: str) -> str:
    """The heading over a group of jobs, as the client reads it: in Italian by the company's name."""
    return {
        "waiting": pgettext("group of jobs, of %(client)s", "Waiting on you") % {"client": client},
        "new": pgettext("group of jobs", "New"),
        "open": pgettext("group of jobs", "Open"),
        "billing": pgettext("group of jobs", "To be billed"),
    }[name]


def title(data: StatusReport) -> str:
    """ "Status report 47"."""
    return _("Status report %(number)d") % {"number": data["number"]}


def issued(data: StatusReport) -> datetime:
    """The moment at which the report was published."""
    return datetime.fromisoformat(data["issued"])


def issued_on(data: StatusReport) -> str:
    """ "24 November 2026"."""
    day = written(issued(data), "day month")
    return f"{day} {timezone.localtime(issued(data)).year}"


def compared_with(data: StatusReport) -> str:
    """ "Marked words changed since number 46 of 17 November."; nothing where no word is marked."""
    before = data["before"]
    if before is None or not any(line["new"] or line["was"] for line in data["lines"]):
        return ""
    told = {"number": before["number"], "day": written(datetime.fromisoformat(before["issued"]), "day month")}
    return _("Marked words changed since number %(number)d of %(day)s.") % told


def prepared_by(data: StatusReport) -> str:
    """ "Prepared by Nora Whitfield.", and who reviewed it where somebody did."""
    prepared = _("Prepared by %(person)s.") % {"person": data["author"]["name"]}
    return " ".join(filter(None, [prepared, reviewed_by(data)]))


def reviewed_by(data: StatusReport) -> str:
    """ "Reviewed by Grace Adeyemi on 24 November."; nothing where nobody did."""
    if not (reviewed := data.get("reviewed")):
        return ""
    told = {"reviewer": reviewed["name"], "day": written(datetime.fromisoformat(reviewed["at"]), "day month")}
    return _("Reviewed by %(reviewer)s on %(day)s.") % told


def status(words: str, stage: str, delivered: str, at: datetime) -> str:
    """How a job stands: in somebody's words, else by its stage and, once delivered, with the day."""
    if words:
        return words
    if stage == "delivered" and delivered:
        return _("Delivered %(day)s") % {"day": month_day(date.fromisoformat(delivered), at)}
    return stage_word(stage)


def day(iso: str, at: datetime) -> str:
    """A day of a column: "7 Dec"; nothing for none."""
    return month_day(date.fromisoformat(iso), at) if iso else ""


def waited(line: Line, at: datetime) -> str:
    """How long the client has been waited for: "three days so far"; nothing on the day itself."""
    if not line["since"]:
        return ""
    days = (timezone.localtime(at).date() - date.fromisoformat(line["since"])).days
    if days < 1:
        return ""
    return ngettext("one day so far", "%(count)s days so far", days) % {"count": in_words(days)}


def money(line: Line) -> str:
    """What is to be billed for a job, with cents; nothing where no budget is known."""
    return amounts.money(Decimal(line["amount"]), line["currency"], cents=True) if line["amount"] else ""


def totals(lines: list[Line]) -> list[str]:
    """What is to be billed altogether: a sum for each currency, since amounts of different ones never add."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line["amount"]:
            sums[line["currency"]] = sums.get(line["currency"], Decimal()) + Decimal(line["amount"])
    return [amounts.money(amount, currency, cents=True) for currency, amount in sums.items()]


def opening(lines: list[Line], gone: int, delivered: int, data: Mapping[str, Any]) -> list[list[str]]:
    """The sentence above the jobs, worked out from what changed, in runs of which the marked one is "ins"."""
    runs = _since(lines, gone, delivered, data) if data["before"] else [["same", _first(lines)]]
    waiting = sum(1 for line in lines if line["group"] == "waiting")
    waits = ngettext("One thing waits for you.", "%(count)s things wait for you.", waiting)
    if waiting:
        runs.append(["same", " " + sentence(waits % {"count": in_words(waiting)})])
    return runs


def _first(lines: list[Line]) -> str:
    words = ngettext("The first report: one job.", "The first report: %(count)s jobs.", len(lines))
    return words % {"count": in_words(len(lines))}


def _since(lines: list[Line], gone: int, delivered: int, data: Mapping[str, Any]) -> list[list[str]]:
    before = data["before"]
    new = sum(1 for line in lines if line["new"])
    altered = sum(1 for line in lines if line["was"])
    told = {"number": before["number"], "ago": _ago(before["issued"], issued(data))}  # type: ignore[arg-type]
    marked = [
        ngettext("one job is new", "%(count)s jobs are new", new) % {"count": in_words(new)} if new else "",
        _altered(altered, new) if altered else "",
    ]
    others = [
        ngettext("one was delivered", "%(count)s were delivered", delivered) % {"count": in_words(delivered)}
        if delivered
        else "",
        ngettext("one is finished", "%(count)s are finished", gone) % {"count": in_words(gone)} if gone else "",
    ]
    first, second = ", ".join(filter(None, marked)), ", ".join(filter(None, others))
    runs = [["same", _("Since number %(number)d, %(ago)s: ") % told]]
    if first:
        runs.append(["ins", first])
    if second:
        runs.append(["same", f", {second}" if first else second])
    if not first and not second:
        runs.append(["same", _("nothing has changed")])
    runs.append(["same", "."])
    return runs


def _altered(count: int, new: int) -> str:
    """After the new ones the word "job" need not be said again."""
    told = {"count": in_words(count)}
    if new:
        return ngettext("one has changed", "%(count)s have changed", count) % told
    return ngettext("one job has changed", "%(count)s jobs have changed", count) % told


def _ago(then: str, now: datetime) -> str:
    days = (timezone.localtime(now).date() - timezone.localtime(datetime.fromisoformat(then)).date()).days
    near = {0: _("today"), 1: _("yesterday"), 7: _("a week ago")}
    return near.get(days) or ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": in_words(days)}
