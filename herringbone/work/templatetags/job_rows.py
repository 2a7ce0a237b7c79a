"""The rows of a list of jobs, `{% load job_rows %}`.

As templates, fifty of them took half of the list's time: so what comes from people goes through `escape` by hand.
"""

from datetime import datetime
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.templatetags.look import when
from herringbone.core.text import shortened
from herringbone.work.queries.job_rows import JobRow

register = template.Library()
MOST = 80  # characters of a status line or a next step; all of it is on the job's page


@register.simple_tag
def job_row(row: JobRow, of_client: bool = False, edit: bool = False, query: str = "") -> SafeString:
    """`{% job_row row %}`: one job of a list, as a table's row. `of_client` leaves out whose it is; `edit` lets it be
    chosen, and its status line and next step be written where they stand: `query` is of the list to come back to."""
    now, labels = clock.now(), _labels(get_language() or "")
    client = "" if of_client else f'<td data-label="{labels["client"]}">{escape(row.client)}</td>'
    said, step, about = escape(shortened(row.status, MOST)), escape(shortened(row.step, MOST)), _about(row, now)
    if edit:
        link_to_status = _written(row, said or labels["no line"], labels["line"], "listed_status", query)
        link_to_step = _written(row, step or labels["write step"], labels["step"], "listed_next_step", query)
        status = f'<div data-written hx-push-url="false"><small>{link_to_status}</small></div>'
        step = f'<div data-written hx-push-url="false">{link_to_step}{about}</div>'
    else:
        status = f"<small>{said}</small>" if said else ""
        step = step + about if step else labels["no step"]
    return SafeString(
        f'<tr id="job-{escape(row.number)}">{_box(row, labels) if edit else ""}<th scope="row">'
        f'<a class="plain" href="{escape(link("job", row.number))}" hx-boost="false">'
        f'{escape(row.name)}</a><small><span class="number">{escape(row.number)}</span></small></th>{client}'
        f'<td data-label="{labels["status"]}">'
        f'<span class="state" data-state="{row.state}">{escape(row.says)}</span>{_owed(row)}{status}</td>'
        f'<td data-label="{labels["step"]}">{step}</td>'
        f'<td data-label="{labels["milestone"]}">{_milestone(row, now) or labels["no milestone"]}</td>'
        f'<td data-label="{labels["lead"]}">{escape(row.lead)}</td></tr>'
    )


def _box(row: JobRow, labels: dict[str, str]) -> str:
    number = escape(row.number)
    return (
        f'<td><label class="choice"><span class="unseen">{labels["choose"]} {number}</span>'
        f'<input type="checkbox" name="job" value="{number}" form="chosen"></label></td>'
    )


def _owed(row: JobRow) -> str:
    """What is owed on it, below how it stands."""
    return "".join(
        f'<small><span class="state" data-state="{"late" if one.late else "soon"}">{escape(one.says)}</span></small>'
        for one in row.owed
    )


def _written(row: JobRow, said: str, what: str, address: str, query: str) -> str:
    """What is written where it stands: htmx puts its form in its place; without scripts it is a page."""
    url = escape(link(address, row.number) + (f"?{query}" if query else ""))
    return (
        f'<a class="plain" href="{url}" hx-get="{url}" hx-target="closest [data-written]" data-writes="{address}">'
        f'{said}<span class="unseen">: {what}, {escape(row.number)}</span></a>'
    )


def _about(row: JobRow, now: datetime) -> str:
    """Who does the next step, and when."""
    told = [escape(row.step_who)] if row.step_who else []
    if row.step_on:
        told.append(when(row.step_on, "short", now))
    return f"<small>{', '.join(told)}</small>" if told else ""


def _milestone(row: JobRow, now: datetime) -> str:
    if not row.milestone_on:
        return ""
    return f"{_day(when(row.milestone_on, 'day', now), row.late)}<small>{escape(row.milestone)}</small>"


def _day(shown: str, late: bool) -> str:
    return f'<span class="late">{shown}</span>' if late else f"<span>{shown}</span>"


@lru_cache
def _labels(spoken: str) -> dict[str, str]:
    """What a phone writes before each figure, and what stands for none; `spoken` is the language in force."""
    none = '<span class="quiet">{}</span>'
    return {
        "choose": escape(_("Choose")), "client": escape(_("Client")), "status": escape(_("Status")),
        "step": escape(_("Next step")), "line": escape(_("Status line")),
        "milestone": escape(_("Milestone")), "lead": escape(_("Lead")),
        "no line": f'<span class="quiet offered">{escape(_("Write one"))}</span>',
        "write step": none.format(escape(_("Write the next step"))),
        "no step": none.format(escape(pgettext("next step", "none"))),
        "no milestone": none.format(escape(pgettext("milestone", "none"))),
    }  # fmt: skip
