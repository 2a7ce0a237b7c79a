"""The mail that takes a status report to its reader, as text and as HTML that says the same."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from herringbone.core.mail import MailParts
from herringbone.core.text import one_line, prose
from herringbone.status.documents import wording
from herringbone.status.documents.contract import StatusReport, checked
from herringbone.status.documents.view import Part, Row, parts

AT_MOST = 12  # jobs of a group that the mail tells; the rest is in the report


def mail_parts(data: Mapping[str, Any], reader: str, *, to_client: bool) -> MailParts:
    """Subject, text and HTML for one reader, whose name the greeting says where they are the client's."""
    report = checked(data)
    with wording.speaking(report):
        told = _parts(report, one_line(reader) if to_client else "")
        subject = one_line(f"{told['title']}, {told['client']}")
        html = render_to_string("status/mail/status_report.html", {**told, "subject": subject})
        return MailParts(subject, _text(told), html)


def _parts(data: StatusReport, reader: str) -> dict[str, Any]:
    author = data["author"]
    opening = "".join(text for _mark, text in data["opening"])
    return {
        "agency": data["agency"]["name"],
        "client": data["client"]["name"],
        "title": wording.title(data),
        "day": wording.issued_on(data),
        "greeting": _("Dear %(name)s,") % {"name": reader} if reader else "",
        "opening": opening,
        "groups": [_group(part) for part in parts(data)],
        "attached": " ".join(
            filter(None, [wording.reviewed_by(data), _("The whole report is attached, as PDF and as a table.")])
        ),
        "closing": _("An answer to this mail reaches %(author)s.") % {"author": author["name"]},
        "regards": _("Kind regards") if reader else "",
        "signature": [
            ", ".join(filter(None, [author["name"], author["title"]])),
            ", ".join(filter(None, [data["agency"]["name"], author["phone"]])),
        ],
    }


def _group(part: Part) -> dict[str, Any]:
    left = len(part.rows) - AT_MOST
    more = ngettext("%(count)d more is in the report.", "%(count)d more are in the report.", left) % {"count": left}
    return {
        "heading": part.heading,
        "rows": [_row(row) for row in part.rows[:AT_MOST]],
        "more": more if left > 0 else "",
        "totals": part.totals,
    }


def _row(row: Row) -> dict[str, str]:
    milestone = row.amount or " ".join(filter(None, [row.day.now, row.milestone.now]))
    return {
        "job": row.name,
        "number": row.number,
        "changed": pgettext("a job, since the last report", "new")
        if row.new
        else pgettext("a job, since the last report", "changed")
        if row.changed
        else "",
        "status": row.status.now,
        "step": ", ".join(filter(None, [row.step.now, row.who.now, row.so_far])),
        "milestone": milestone,
    }


def _text(told: Mapping[str, Any]) -> str:
    lines = [f"{told['title']}, {told['client']}", told["day"], ""]
    lines += [told["greeting"], ""] if told["greeting"] else []
    lines.append(told["opening"])
    for group in told["groups"]:
        lines += ["", group["heading"]]
        for row in group["rows"]:
            mark = f" ({row['changed']})" if row["changed"] else ""
            said = ". ".join(filter(None, [row["status"], row["step"], row["milestone"]]))
            lines.append(f"- {row['number']} {row['job']}{mark}: {said}")
        lines += [group["more"]] if group["more"] else []
    lines += ["", told["attached"], told["closing"], "", told["regards"], *told["signature"]]
    return prose("\n".join(lines)) + "\n"
