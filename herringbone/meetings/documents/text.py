"""The contact report as plain text: to be pasted anywhere, and the body of the mail for those who read no HTML."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.meetings.documents import wording
from herringbone.meetings.documents.contract import Absentee, ContactReport, checked
from herringbone.meetings.documents.order import Numbered, groups

INDENT = "   "


def as_text(data: Mapping[str, Any]) -> str:
    """The whole report in lines; nothing in it depends on columns or type. Raises NotForTheClient as `as_pdf` does."""
    report = checked(data)
    with wording.speaking(report):
        return "\n".join(_lines(report)) + "\n"


def _lines(data: ContactReport) -> Iterator[str]:
    version = wording.version(data)
    yield ", ".join(part for part in (data["client"]["name"], wording.title(data), version) if part)
    if data["audience"] == "inside":
        yield _("Inside edition. Not for the client.")
    yield f"{wording.meeting_kind(data)}: {wording.meeting_time(data)}"
    for words in (data["meeting"]["topic"], data["meeting"]["place"]):
        if words:
            yield words
    for side in ("client", "agency"):
        there = ", ".join(one["name"] for one in data["present"] if one["side"] == side)
        if there:
            yield _("Present, %(house)s: %(names)s") % {"house": wording.house(data, side), "names": there}
    if data["absent"]:
        yield f"{pgettext('contact report', 'Absent')}: {', '.join(_absentee(one) for one in data['absent'])}"
    if data["replaces"] is not None:
        told = {"version": data["version"], "old": data["replaces"]}
        yield from ("", _("Version %(version)d replaces version %(old)d.") % told)
    for name, rows in groups(data):
        yield from ("", wording.group(name).upper())
        for row in rows:
            yield from item_lines(data, row)
    if following := wording.next_meeting(data):
        yield from ("", f"{_('Next meeting')}: {following}")
    if notice := wording.notice_said(data):
        yield from ("", notice)
    author = data["author"]
    yield from ("", ", ".join(part for part in (author["name"], author["title"], data["agency"]["name"]) if part))
    yield ", ".join(part for part in (author["email"], author["phone"]) if part)


def item_lines(data: ContactReport, row: Numbered) -> Iterator[str]:
    """An item in one or a few lines: number, type, text; below it what it was, and for a next step who and by when."""
    number, item = row
    head = wording.label(data, item)
    if changed := wording.change(item["change"]):
        head = f"{head} ({changed})"
    job = f" [{item['job']['number']}]" if item["job"] else ""
    said = item["was"] if item["change"] == "removed" and item["was"] else item["text"]
    yield f"{f'{number}. ' if number else '- '}{head}: {_indented(said)}{job}"
    if was := wording.before(data, item):
        yield INDENT + _("was: %(text)s") % {"text": _indented(was)}


def _indented(text: str) -> str:
    return text.replace("\n", f"\n{INDENT}")


def _absentee(one: Absentee) -> str:
    return f"{one['name']} ({one['note']})" if one["note"] else one["name"]
