"""What somebody outside is asked: the data of its edition, and the mail that takes it to them. Plain data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core.mail import MailParts
from herringbone.core.text import one_line, prose
from herringbone.core.wording.dates import dated
from herringbone.status.documents import wording

KIND = "status_ask"


class AskedJob(TypedDict):
    """One job, as it stood when it was asked about. Nothing else of the client is told."""

    number: str
    name: str
    status: str
    step: str


class Question(TypedDict):
    """All of it."""

    kind: str
    language: str
    zone: str
    number: int
    asked: str
    until: str
    agency: dict[str, str]
    client: dict[str, str]
    author: dict[str, str]
    asked_of: str
    note: str
    lines: list[AskedJob]


def checked(data: Any) -> Question:
    """The data of an edition as what it is. Raises ValueError for another kind's."""
    if data.get("kind") != KIND:
        raise ValueError(f"{data.get('kind')!r} asks for no lines")
    question: Question = data
    return question


def heading(data: Question) -> str:
    """ "How do these two jobs stand?", as the mail's subject and the page's title say it."""
    count = len(data["lines"])
    return ngettext("How does this job stand?", "How do these %(count)d jobs stand?", count) % {"count": count}


def until(data: Question) -> str:
    """ "Thu 3 Dec 18:00 (New York)": whoever reads it does so elsewhere, and not on the day on which it was asked."""
    return dated(datetime.fromisoformat(data["until"]), datetime.fromisoformat(data["asked"]), data["zone"])


def mail_parts(content: Mapping[str, Any], url: str) -> MailParts:
    """Subject, text and HTML. `url` is the way to the page where it is answered."""
    data = checked(content)
    with wording.speaking(data):
        subject = one_line(f"{heading(data)} {', '.join(job['name'] for job in data['lines'])}")
        author = data["author"]
        told = {
            "agency": data["agency"]["name"],
            "subject": subject,
            "greeting": _("Dear %(name)s,") % {"name": one_line(data["asked_of"])},
            "opening": ngettext(
                "For our next status report: how does this job stand, and what comes next? By %(when)s.",
                "For our next status report: how do these jobs stand, and what comes next? By %(when)s.",
                len(data["lines"]),
            )
            % {"when": until(data)},
            "note": data["note"],
            "lines": data["lines"],
            "url": url,
            "button": _("Write the line") if len(data["lines"]) == 1 else _("Write the lines"),
            "how": _("No password is needed. The link is yours: do not pass it on."),
            "closing": _("An answer to this mail reaches %(author)s.") % {"author": author["name"]},
            "regards": _("Kind regards"),
            "signature": [
                ", ".join(filter(None, [author["name"], author["title"]])),
                ", ".join(filter(None, [data["agency"]["name"], author["phone"]])),
            ],
        }
        return MailParts(subject, _text(told), render_to_string("status/mail/status_ask.html", told))


def _text(told: Mapping[str, Any]) -> str:
    lines = [told["greeting"], "", told["opening"], ""]
    lines += [told["note"], ""] if told["note"] else []
    lines += [f"- {job['number']} {job['name']}" for job in told["lines"]]
    lines += ["", f"{told['button']}: {told['url']}", told["how"], told["closing"], ""]
    return prose("\n".join([*lines, told["regards"], *told["signature"]])) + "\n"
