"""The daily update to a client (A5): its sentences, the data of its edition, and its mail. Plain data."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from herringbone.core.mail import MailParts
from herringbone.core.text import one_line, prose
from herringbone.core.wording.dates import written
from herringbone.status.documents import wording

KIND = "daily_update"


class DailyUpdate(TypedDict):
    """All of it. `text` is what the client is told, as somebody of ours read and sent it."""

    kind: str
    language: str
    zone: str
    number: int
    issued: str
    day: str
    agency: dict[str, str]
    client: dict[str, str]
    author: dict[str, str]
    text: str


class Happened(TypedDict):
    """Something of the day that the client may know: `what` names it; no reason, no remark, no name of ours."""

    what: str
    job: str
    name: str
    on: str


def checked(data: Any) -> DailyUpdate:
    """The data of an edition as what it is. Raises ValueError for another kind's."""
    if data.get("kind") != KIND:
        raise ValueError(f"{data.get('kind')!r} is no daily update")
    update: DailyUpdate = data
    return update


def title(day: date) -> str:
    """ "Update of Tuesday 24 November"."""
    return _("Update: %(day)s") % {"day": written(day, "long")}


def sentence_of(one: Happened) -> str:
    """One thing that happened, as the client reads it."""
    said = {
        "new": _("%(job)s: begun"),
        "in work": _("%(job)s: work has begun"),
        "delivered": _("%(job)s: delivered"),
        "cancelled": _("%(job)s: cancelled"),
        "on hold": _("%(job)s: on hold"),
        "reached": _("%(job)s: %(name)s done"),
        "moved": _("%(job)s: %(name)s moved to %(on)s"),
        "confirmed": _("Contact report %(name)s: confirmed by you"),
        "came": _("Came in from you: %(name)s"),
        "asked": _("Asked of you: %(name)s"),
    }[one["what"]]
    on = written(date.fromisoformat(one["on"]), "weekday") if one["on"] else ""
    return said % {"job": one["job"], "name": one["name"], "on": on}


def draft(happened: Sequence[Happened], ahead: Sequence[Happened]) -> str:
    """The text that is proposed, in the language in force: what happened, or that nothing did, and what comes next."""
    lines = [f"- {sentence_of(one)}" for one in happened] or [_("Nothing was delivered, approved or moved today.")]
    if ahead:
        lines += ["", _("Next:")]
        lines += [
            f"- {one['job']}: {', '.join(filter(None, [one['name'], _day(one['on'])]))}" for one in ahead
        ]  # fmt: skip
    return "\n".join(lines)


def _day(iso: str) -> str:
    return written(date.fromisoformat(iso), "weekday") if iso else ""


def mail_parts(content: Mapping[str, Any], reader: str) -> MailParts:
    """Subject, text and HTML for one reader."""
    data = checked(content)
    with wording.speaking(data):
        author = data["author"]
        told: dict[str, Any] = {
            "agency": data["agency"]["name"],
            "title": title(date.fromisoformat(data["day"])),
            "client": data["client"]["name"],
            "greeting": _("Dear %(name)s,") % {"name": one_line(reader)},
            "told": data["text"],
            "closing": _("An answer to this mail reaches %(author)s.") % {"author": author["name"]},
            "regards": _("Kind regards"),
            "signature": [
                ", ".join(filter(None, [author["name"], author["title"]])),
                ", ".join(filter(None, [data["agency"]["name"], author["phone"]])),
            ],
        }
        subject = one_line(f"{told['title']}, {told['client']}")
        html = render_to_string("status/mail/daily_update.html", {**told, "subject": subject})
        text = [told["greeting"], "", told["told"], "", told["closing"], "", told["regards"], *told["signature"]]
        return MailParts(subject, prose("\n".join(text)) + "\n", html)
