"""The rows of a live status report, `{% load status_rows %}`: drawn in Python since there are many.

What comes from people goes through `escape` by hand.
"""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.wording import durations
from herringbone.core.wording.numbers import sentence
from herringbone.status.documents import wording
from herringbone.status.documents.contract import Line
from herringbone.status.documents.view import Cell, Row, row
from herringbone.status.queries.asking import Beside
from herringbone.status.queries.lines import JobStanding
from herringbone.status.templatetags.proposals import awaited_words, proposal_row

register = template.Library()
NOTHING = Beside()


@register.simple_tag
def status_rows(
    jobs: list[JobStanding], may_work: bool, may_report: bool, token: str, client: Client,
    beside: Mapping[int, Beside] | None = None,
) -> SafeString:  # fmt: skip
    """`{% status_rows jobs may_work may_report csrf_token client beside %}`: the bodies, a heading for each group."""
    now, group, said, keyed = clock.now(), "", [], False
    for job in jobs:
        if job.line["group"] != group:
            group = job.line["group"]
            heading = escape(wording.group(job.line["group"], client.name))
            said.append(f'<tr class="group"><th scope="rowgroup" colspan="5">{heading}</th></tr>')
        stands_beside = (beside or {}).get(job.pk, NOTHING)
        said.append(_row(job, now, may_work, may_report, token, client.code, stands_beside))
        for one in stands_beside.proposed:
            said.append(proposal_row(job, one, now, may_report, token, first=not keyed))
            keyed = True
    return SafeString("".join(said))


def _row(
    job: JobStanding, now: datetime, may_work: bool, may_report: bool, token: str, code: str, beside: Beside
) -> str:
    line, shown = job.line, row(job.line, now)
    marks = ""
    if job.kept_out:
        marks = f' <span class="tag tag-inside">{escape(_("not shown to the client"))}</span>'
    elif line["new"]:
        marks = f' <span class="tag tag-new">{escape(pgettext("a job, since the last report", "new"))}</span>'
    changed = ' class="changed"' if shown.changed and not job.kept_out else ""
    page = escape(link("job", line["number"]))
    status = _edited(shown.status, _("Write one"), _("Status line"), "report_status", f"s-{job.pk}", line, may_work)
    step = _edited(
        shown.step, _("Write the next step"), _("Next step"), "report_next_step", f"n-{job.pk}", line, may_work
    )
    who = _cell(shown.who) + (f". {escape(sentence(shown.so_far))}" if shown.so_far else "")
    status += _age(job) + awaited_words(beside, now)
    milestone = _milestone(shown)
    label = {"status": escape(_("Status")), "step": escape(_("Next step")), "milestone": escape(_("Milestone"))}
    if line["group"] == "billing":
        milestone, label["milestone"] = escape(shown.amount), escape(pgettext("group of jobs", "To be billed"))
    return (
        f'<tr id="job-{job.pk}"{changed}>'
        f'<th scope="row"><a class="plain" href="{page}">{escape(line["name"])}</a>{marks}'
        f'<small><span class="number">{escape(line["number"])}</span>, {escape(job.lead)}</small></th>'
        f'<td data-label="{label["status"]}"><div id="s-{job.pk}">{status}</div></td>'
        f'<td data-label="{label["step"]}"><div id="n-{job.pk}">{step}<small>{who}</small></div></td>'
        f'<td class="figure" data-label="{label["milestone"]}">{milestone}</td>'
        f"<td>{_showing(job, may_report, token, code)}</td></tr>"
    )


def _edited(cell: Cell, empty: str, what: str, address: str, place: str, line: Line, may_work: bool) -> str:
    """A text that is edited where it stands: htmx puts its form in its place; without scripts it is a page."""
    said = _marked(cell) or f'<span class="quiet">{escape(empty)}</span>'
    if not may_work:
        return said + _was(cell)
    url = escape(link(address, line["number"]))
    unseen = f'<span class="unseen">: {escape(what)}, {escape(line["number"])}</span>'
    return f'<a class="plain" href="{url}" hx-get="{url}" hx-target="#{place}">{said}{unseen}</a>{_was(cell)}'


def _marked(cell: Cell) -> str:
    if not cell.now:
        return ""
    return f"<ins>{escape(cell.now)}</ins>" if cell.changed else escape(cell.now)


def _was(cell: Cell) -> str:
    return f"<small><del>{escape(cell.was)}</del></small>" if cell.was else ""


def _cell(cell: Cell) -> str:
    """What stands there, and beside it what stood there."""
    return " ".join(filter(None, [_marked(cell), f"<del>{escape(cell.was)}</del>" if cell.was else ""]))


def _milestone(shown: Row) -> str:
    """The day and the name of the milestone, and beside them what of the two was otherwise."""
    was = f"<del>{escape(shown.milestone_was)}</del>" if shown.milestone_was else ""
    return " ".join(filter(None, [_marked(shown.day), _marked(shown.milestone), was]))


def _age(job: JobStanding) -> str:
    if not job.stale:
        return ""
    old = _("%(days)s old") % {"days": durations.days(job.age.days)}
    return f'<small><span class="state" data-state="soon">{escape(old)}</span></small>'


def _showing(job: JobStanding, may_report: bool, token: str, code: str) -> str:
    if not may_report:
        return ""
    asking = f"{escape(link('status_asking', code))}?job={job.pk}"
    address, word = ("report_showing", _("Show")) if job.kept_out else ("report_hiding", _("Do not show"))
    number = escape(job.line["number"])
    ask = escape(pgettext("for a status line", "Ask"))
    return (
        f'<div class="row"><a class="button button-small button-quiet" href="{asking}">{ask}'
        f'<span class="unseen"> {escape(_("somebody for a line"))}, {number}</span></a>'
        f'<form method="post" action="{escape(link(address, job.line["number"]))}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        f'<button class="button button-small button-quiet">{escape(word)}'
        f'<span class="unseen"> {escape(_("to the client"))}, {number}</span></button></form></div>'
    )


@register.simple_tag
def status_words(job: JobStanding) -> str:
    """`{% status_words job as said %}`: how a job stands, in somebody's words or by its stage."""
    return row(job.line, clock.now()).status.now


@register.simple_tag
def who_words(job: JobStanding) -> str:
    """`{% who_words job as who %}`: who does the next step and when."""
    return row(job.line, clock.now()).who.now


@register.simple_tag
def milestone_words(job: JobStanding) -> str:
    """`{% milestone_words job as said %}`: "Shoot, 7 Dec"; nothing where none is planned."""
    shown = row(job.line, clock.now())
    return ", ".join(filter(None, [shown.milestone.now, shown.day.now]))
