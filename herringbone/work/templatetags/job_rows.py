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
def job_row(row: JobRow, of_client: bool = False, pick: bool = False) -> SafeString:
    """`{% job_row row %}`: one job of a list, as a table's row. `of_client` leaves out whose it is; `pick` lets it be
    chosen."""
    now, labels = clock.now(), _labels(get_language() or "")
    client = "" if of_client else f'<td data-label="{labels["client"]}">{escape(row.client)}</td>'
    status = f"<small>{escape(shortened(row.status, MOST))}</small>" if row.status else ""
    return SafeString(
        f'<tr>{_box(row, labels) if pick else ""}<th scope="row">'
        f'<a class="plain" href="{escape(link("job", row.number))}" hx-boost="false">'
        f'{escape(row.name)}</a><small><span class="number">{escape(row.number)}</span></small></th>{client}'
        f'<td data-label="{labels["status"]}">'
        f'<span class="state" data-state="{row.state}">{escape(row.says)}</span>{_owed(row)}{status}</td>'
        f'<td data-label="{labels["step"]}">{_step(row, now) or labels["no step"]}</td>'
        f'<td data-label="{labels["milestone"]}">{_milestone(row, now) or labels["no milestone"]}</td>'
        f'<td data-label="{labels["lead"]}">{escape(row.lead)}</td></tr>'
    )


def _box(row: JobRow, labels: dict[str, str]) -> str:
    number = escape(row.number)
    return (
        f'<td><label class="choice"><span class="unseen">{labels["choose"]} {number}</span>'
        f'<input type="checkbox" name="job" value="{number}"></label></td>'
    )


def _owed(row: JobRow) -> str:
    """What is owed on it, below how it stands."""
    return "".join(
        f'<small><span class="state" data-state="{"late" if one.late else "soon"}">{escape(one.says)}</span></small>'
        for one in row.owed
    )


def _step(row: JobRow, now: datetime) -> str:
    if not row.step:
        return ""
    told = [escape(row.step_who)] if row.step_who else []
    if row.step_on:
        told.append(when(row.step_on, "short", now))
    return escape(shortened(row.step, MOST)) + (f"<small>{', '.join(told)}</small>" if told else "")


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
        "step": escape(_("Next step")),
        "milestone": escape(_("Milestone")), "lead": escape(_("Lead")),
        "no step": none.format(escape(pgettext("next step", "none"))),
        "no milestone": none.format(escape(pgettext("milestone", "none"))),
    }  # fmt: skip
