"""The mail that takes a contact report to its reader, as text and as HTML that says the same."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from herringbone.core.mail import MailParts
from herringbone.core.text import one_line, prose
from herringbone.meetings.documents import wording
from herringbone.meetings.documents.contract import ContactReport, Item, checked
from herringbone.meetings.documents.order import Numbered, groups

AT_MOST = 12  # lines of a group that the mail tells; the rest is in the report


def mail_parts(data: Mapping[str, Any], answer_url: str, reader: str = "") -> MailParts:
    """Subject, text and HTML for one reader. `answer_url` leads to the page where the report is read and answered.

    `reader` is the name that the greeting says; without it there is none. Raises ValueError for an address that is
    not http or https, NotForTheClient as `as_pdf` does.
    """
    if urlsplit(answer_url).scheme not in ("http", "https"):
        raise ValueError("A link in a mail begins with http or https")
    report = checked(data)
    with wording.speaking(report):
        parts = _parts(report, answer_url, one_line(reader))
        subject = one_line(_subject(report))
        html = render_to_string("meetings/mail/contact_report.html", {**parts, "subject": subject})
        return MailParts(subject, _text(parts), html)


def _subject(data: ContactReport) -> str:
    told = {"number": data["number"], "client": data["client"]["name"], "meeting": wording.meeting_day(data)}
    if data["version"] == 1:
        return _("Contact report %(number)d, %(client)s, %(meeting)s") % told
    return _("Contact report %(number)d, version %(version)d, %(client)s, %(meeting)s") % {
        **told,
        "version": data["version"],
    }


def _parts(data: ContactReport, url: str, reader: str) -> dict[str, Any]:
    client = data["audience"] == "client"
    author = data["author"]
    numbered = ", ".join(part for part in (wording.title(data), wording.version(data)) if part)
    notice = wording.notice_said(data)
    greeting = _("Dear %(name)s,") % {"name": reader} if reader and client else ""
    opening = _opening(data)
    return {
        "agency": data["agency"]["name"],
        "title": numbered,
        "meeting": f"{data['client']['name']}, {wording.meeting_day(data)}",
        "greeting": greeting,
        # After the greeting English begins anew, Italian goes on.
        "opening": opening if greeting and get_language() == "it" else opening[:1].upper() + opening[1:],
        "groups": [_group(data, name, rows) for name, rows in groups(data) if name in ("decided", "next")],
        "notice": notice,
        "button": _("Read it and answer") if client and notice else _("Read the report"),
        "url": url,
        "closing": _("An answer to this mail reaches %(author)s.") % {"author": author["name"]},
        "regards": _("Kind regards") if client else "",
        "signature": [
            ", ".join(part for part in (author["name"], author["title"]) if part),
            ", ".join(part for part in (data["agency"]["name"], author["phone"]) if part),
        ],
    }


def _opening(data: ContactReport) -> str:
    day = wording.meeting_day(data)
    if data["audience"] == "inside":
        return _("Inside edition, with what is for us only. Not to be passed on to %(client)s.") % {
            "client": data["client"]["name"]
        }
    if data["version"] > 1:
        return _(
            "we have corrected our report on the %(meeting)s. Version %(version)d replaces version %(old)d; "
            "what changed is marked in it."
        ) % {"meeting": day, "version": data["version"], "old": data["replaces"]}
    if any(name in ("decided", "next") for name, _rows in groups(data)):
        return _("here is what we understood from the %(meeting)s: what was decided, and what happens next.") % {
            "meeting": day
        }
    return _("here is our report on the %(meeting)s.") % {"meeting": day}


def _group(data: ContactReport, name: str, rows: list[Numbered]) -> dict[str, Any]:
    left = len(rows) - AT_MOST
    return {
        "heading": wording.group(name),
        "rows": [_row(data, number, item) for number, item in rows[:AT_MOST]],
        "more": ngettext("%(count)d more is in the report.", "%(count)d more are in the report.", left)
        % {"count": left}
        if left > 0
        else "",
    }


def _more(count: int) -> str:
    sentence = ngettext("%(count)d more is in the report.", "%(count)d more are in the report.", count)
    return sentence % {"count": count}


def _row(data: ContactReport, number: int | None, item: Item) -> dict[str, str]:
    removed = item["change"] == "removed"
    return {
        "number": str(number or ""),
        "who": wording.label(data, item),
        "text": (item["was"] or item["text"]) if removed else item["text"],
        "changed": wording.change(item["change"]),
        "removed": "yes" if removed else "",
    }


def _text(parts: Mapping[str, Any]) -> str:
    lines = [parts["title"], parts["meeting"], ""]
    lines += [parts["greeting"], ""] if parts["greeting"] else []
    lines.append(parts["opening"])
    for group in parts["groups"]:
        lines += ["", group["heading"]]
        for row in group["rows"]:
            mark = f" ({row['changed']})" if row["changed"] else ""
            lines.append(f"{row['number'] or '-'}{'.' if row['number'] else ''} {row['who']}{mark}: {row['text']}")
        lines += [group["more"]] if group["more"] else []
    lines += ["", parts["notice"], "", f"{parts['button']}:", parts["url"], "", parts["closing"]]
    lines += ["", parts["regards"], *parts["signature"]]
    return prose("\n".join(lines)) + "\n"
