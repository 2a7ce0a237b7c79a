"""A contact report as it will be printed: every word and date ready, so that the template only sets it."""

from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.difference import Run, difference
from herringbone.core.mail import AddressRefused, mailbox
from herringbone.core.wording.companies import company_line
from herringbone.core.wording.dates import written
from herringbone.meetings.documents import wording
from herringbone.meetings.documents.contract import ContactReport, Item
from herringbone.meetings.documents.order import Numbered, groups


def printed(data: ContactReport) -> dict[str, Any]:
    """What `contact_report.typ` prints. Called inside `wording.speaking`."""
    title, version = wording.title(data), wording.version(data)
    numbered = f"{title}, {version}" if version else title
    return {
        "document": {
            "title": f"{numbered}, {data['client']['name']}",
            "author": data["agency"]["name"],
            "language": data["language"],
        },
        "agency": data["agency"]["name"],
        "beside": [_("for %(client)s") % {"client": data["client"]["name"]}, _issued(data)],
        "running": [data["client"]["name"], numbered],
        "foot": company_line(data["agency"]),
        "of": pgettext("page 1 of 2", "of"),
        "client": data["client"]["name"],
        "title": title,
        "version": version,
        "inside": _("Inside edition. Not for the client.") if data["audience"] == "inside" else "",
        "topic": data["meeting"]["topic"],
        "facts": _facts(data),
        "sides": [_side(data, "client"), _side(data, "agency")],
        "notice": _notice(data),
        "correction": wording.replacing(data),
        "groups": [_group(data, name, rows) for name, rows in groups(data)],
        "nothing": _("Nothing was noted.") if not data["items"] else "",
        "readers": _readers(data),
    }


def _issued(data: ContactReport) -> str:
    return _("Issued %(day)s") % {"day": written(wording.moment_of(data["issued"]), "full")}


def _facts(data: ContactReport) -> list[list[str]]:
    meeting = data["meeting"]
    facts = [[wording.meeting_kind(data), wording.meeting_time(data)]]
    if meeting["place"]:
        facts.append([pgettext("contact report", "Where"), meeting["place"]])
    if following := wording.next_meeting(data):
        facts.append([_("Next meeting"), following])
    author = data["author"]
    facts.append(
        [
            pgettext("contact report", "Written by"),
            ", ".join(part for part in (author["name"], author["title"]) if part),
        ]
    )
    return facts


def _side(data: ContactReport, side: Any) -> dict[str, Any]:
    return {
        "name": wording.house(data, side),
        "label": pgettext("contact report", "present"),
        "present": [[one["name"], one["title"]] for one in data["present"] if one["side"] == side],
        "absent": [
            f"{one['name']} ({one['note']})" if one["note"] else one["name"]
            for one in data["absent"]
            if one["side"] == side
        ],
        "absent_label": pgettext("contact report", "Absent"),
        "nobody": _("Nobody was present."),
    }


def _notice(data: ContactReport) -> dict[str, Any] | None:
    window = data["window"]
    if window is None:
        return None
    before, after = wording.notice(data).split("%(moment)s")
    author = data["author"]
    return {
        "label": pgettext("contact report", "Objections"),
        "before": before,
        "moment": wording.full_moment(data, window["closes"]),
        "after": after,
        "way": wording.length(data)
        if data["audience"] == "inside"
        else _("Say so on the page that our mail leads to, or to %(author)s:") % {"author": author["name"]},
        "email": "" if data["audience"] == "inside" else author["email"],
        "mailto": _mailto(author["email"]),
        "phone": "" if data["audience"] == "inside" else author["phone"],
    }


def _mailto(address: str) -> str:
    """A link that opens a mail to this address and does nothing else; empty for what is no address."""
    try:
        mailbox("", address)
    except AddressRefused:
        return ""
    return f"mailto:{quote(address, safe='@')}"


def _group(data: ContactReport, name: str, rows: list[Numbered]) -> dict[str, Any]:
    return {
        "name": name,
        "heading": wording.group(name),
        "aside": _("never in the client’s edition") if name == "internal" else "",
        "columns": _columns() if name == "next" else [],
        "rows": [_row(data, number, item) for number, item in rows],
    }


def _columns() -> list[str]:
    return [
        pgettext("contact report", "What"),
        pgettext("contact report", "Who"),
        pgettext("contact report", "By when"),
    ]


def _row(data: ContactReport, number: int | None, item: Item) -> dict[str, Any]:
    return {
        "number": "" if number is None else str(number),
        "kind": wording.kind(item["kind"]),
        "change": item["change"] or "",
        "changed": wording.change(item["change"]),
        "runs": [[run.mark, run.text] for run in runs(item)],
        "job": item["job"],
        "agenda": item["agenda"] or "",
        "who": _cell(item, wording.owner(item["owner"]), wording.owner_before(item)),
        "house": wording.house(data, item["owner"]["side"]) if item["owner"] else "",
        "when": _cell(item, wording.due(data, item["due"]), wording.due_before(data, item)),
    }


def runs(item: Item) -> list[Run]:
    """The text of an item with what a correction did to it."""
    if item["change"] == "removed":
        return [Run("del", item["was"] or item["text"])]
    if item["change"] == "changed" and item["was"] and item["was"] != item["text"]:
        return difference(item["was"], item["text"])
    return [Run("ins" if item["change"] == "new" else "same", item["text"])]


def _cell(item: Item, now: str, was: str | None) -> list[list[str]]:
    """A cell of the table of next steps, marked as its item is; `was` is None where it is not told."""
    if item["change"] == "removed":
        return [["del", now]]
    if item["change"] == "changed" and was is not None:
        return [["ins", now], ["del", was]]
    return [["same", now]]


def _readers(data: ContactReport) -> dict[str, Any]:
    inside = data["audience"] == "inside"
    return {
        "heading": pgettext("contact report", "Goes to"),
        "sides": []
        if inside
        else [
            [wording.house(data, side), [one["name"] for one in data["distribution"] if one["side"] == side]]
            for side in ("client", "agency")
        ],
        "reasons": [[one["name"], one["why"]] for one in data["distribution"]] if inside else [],
    }
