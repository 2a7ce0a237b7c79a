"""What stands beside a line of a live report: an answer to take over, and who has not answered yet.

Drawn in Python like the rows. What comes from people goes through `escape` by hand.
"""

from datetime import datetime
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.links import link
from herringbone.core.wording import durations
from herringbone.core.wording.dates import days_between, moment, week_day
from herringbone.status.queries.asking import Beside, Proposed
from herringbone.status.queries.lines import JobStanding


def awaited_words(beside: Beside, now: datetime) -> str:
    """Who was asked and has not answered, and for how long."""
    return "".join(
        f'<small><a class="plain" href="{escape(link("ask", one.ask))}">'
        f'<span class="state" data-state="{"late" if one.late else "waiting"}">{escape(_asked(one.who, one.at, now))}'
        "</span></a></small>"
        for one in beside.awaited
    )


def _asked(who: str, at: datetime, now: datetime) -> str:
    days = days_between(at, now)
    ago = durations.days(days) if days else pgettext("how long somebody was asked ago", "today")
    return _("Asked: %(who)s, %(ago)s") % {"who": who, "ago": ago}


def proposal_row(
    job: JobStanding, one: Proposed, now: datetime, may_report: bool, token: str, *, first: bool
) -> str:  # fmt: skip
    """An answer below its line. The first one on the page is taken over by a key."""
    line = job.line
    said = [_marked(one.status, one.status != line["status"])] if one.status else []
    if one.step:
        otherwise, on = one.step != line["step"], one.on.isoformat() if one.on else ""
        day = [_marked(week_day(one.on, now), on != line["on"])] if one.on else []
        said.append(f"{escape(_('Next:'))} {', '.join([_marked(one.step, otherwise), *day])}")
    who = escape(_("%(who)s, %(when)s") % {"who": one.who, "when": moment(one.at, now)})
    after = f" {escape(_('Came after the last report.'))}" if one.after else ""
    buttons = _buttons(job, one, token, first) if may_report else ""
    return (
        f'<tr class="proposed" id="proposal-{one.pk}"><td colspan="5"><div><p>{" ".join(said)}'
        f"<small>{who}.{after}</small></p>{buttons}</div></td></tr>"
    )


def _marked(words: str, otherwise: bool) -> str:
    """Only what differs from the line as it stands is marked."""
    return f"<ins>{escape(words)}</ins>" if otherwise else escape(words)


def _buttons(job: JobStanding, one: Proposed, token: str, first: bool) -> str:
    unseen = f'<span class="unseen">: {escape(one.who)}, {escape(job.line["number"])}</span>'
    key = ' data-key="t"' if first else ""
    mark = ' <span class="key">t</span>' if first else ""
    guard = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
    return (
        f'<form method="post" action="{escape(link("proposal_taking", one.pk))}">{guard}'
        f'<input type="hidden" name="stamp" value="{job.stamp}">'
        f'<button class="button button-small"{key}>{escape(_("Take over"))}{mark}{unseen}</button></form>'
        f'<a class="button button-small button-quiet" href="{escape(link("proposal", one.pk))}">'
        f"{escape(_('Edit'))}{unseen}</a>"
        f'<form method="post" action="{escape(link("proposal_leaving", one.pk))}">{guard}'
        f'<button class="button button-small button-quiet">{escape(_("Leave it"))}{unseen}</button></form>'
    )
