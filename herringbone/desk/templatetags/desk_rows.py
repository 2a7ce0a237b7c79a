"""The rows that a desk has by the dozen, `{% load desk_rows %}`.

As templates they took half of its page's time, and `format_html` most of what was left: so every value that comes from
people goes through `escape` by hand, and what is put in as it is was made by a tag of `look`.
"""

from datetime import datetime
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from herringbone.core.drawing.plumb import plumb
from herringbone.core.links import link
from herringbone.core.templatetags.look import due_time, unbroken, when
from herringbone.core.text import shortened
from herringbone.core.wording.durations import days, waited
from herringbone.desk.queries.accounts import Account
from herringbone.desk.queries.duties import FORMS, DeskDuty

register = template.Library()
NEAR = 3  # days before the agreed ones are over


@register.simple_tag(takes_context=True)
def duty_row(context: template.Context, duty: DeskDuty, first: bool = False, by_name: bool = False) -> SafeString:
    """`{% duty_row duty %}`: one duty, its time, its plumb line and the one button that does it.

    `first` is the worst of the page; `by_name` lets the job's name lead, as on a department's desk, save where a
    change form would pass for the first. The button sends nothing where somebody looks through another's eyes.
    """
    now: datetime = context["now"]
    by_name = by_name and duty.kind != "change_acknowledgement"
    line, title = duty.line, escape(duty.title if by_name else duty.line.what)
    worst = ' aria-current="true"' if first else ""
    return SafeString(
        f'<li class="duty"{worst}><p class="duty-time">{due_time(duty.due, now)}</p>{plumb(duty.due, now)}'
        f'<div><h4><a href="{escape(line.url)}">{title}</a> <span>· {escape(duty.client)}</span></h4>'
        f"<p>{escape(_whose(duty))}{unbroken(line.about)}</p>{_climb(duty, now)}</div>"
        f"{_button(context, duty, first)}</li>"
    )


def _whose(duty: DeskDuty) -> str:
    if duty.reason == "cover":
        return _("You cover for %(name)s.") % {"name": duty.owner} + " "
    return f"{duty.owner}. " if duty.reason in ("department", "account") else ""


def _climb(duty: DeskDuty, now: datetime) -> str:
    """Whose it was, through whom it went, and since when it is with the reader; nothing where it did not climb."""
    if duty.reason != "climbed":
        return ""
    stops = [
        f"{escape(_('%(name)s, due') % {'name': duty.owner})} {when(duty.due, 'lately', now)}",
        *(escape(name) for name in duty.between),
        f"{_('you since')} {when(duty.yours_since, 'lately', now)}",
    ]
    if duty.nudged:
        stops.append(f"{_('asked')} {when(duty.nudged, 'lately', now)}")
    label = escape(_("Whose it was, and with whom it is since when"))
    return f'<ol class="climb" aria-label="{label}">{"".join(f"<li>{stop}</li>" for stop in stops)}</ol>'


def _button(context: template.Context, duty: DeskDuty, first: bool) -> str:
    look = "button-main" if first else "button-quiet"
    of = f"{duty.line.what}, {duty.client}"
    may_send = not context.get("viewing")
    if duty.reason == "climbed" and may_send:
        over = bool(duty.nudged or first)
        says = _("Take it over") if over else _("Ask %(name)s") % {"name": duty.first_name}
        once = "" if over else f'<input type="hidden" name="once" value="asked-{duty.id}">'
        return _form(context, link("takeover" if over else "asking", duty.id), f" {look}", says, f": {of}", once)
    if duty.reason == "account" and duty.kind in FORMS and may_send:
        # Pressed twice it asks once; an hour later it may ask again.
        once = f'<input type="hidden" name="once" value="word-{duty.id}-{context["now"]:%y%m%d%H}">'
        says = _("Nudge %(name)s") % {"name": duty.first_name}
        return _form(context, link("routing_reminder", duty.subject), " button-quiet", says, f": {of}", once)
    if duty.reason != "account" and duty.line.post and may_send:
        once = f'<input type="hidden" name="once" value="duty-{duty.id}">'
        return _form(context, duty.line.post, " button-main" if first else "", duty.line.do, f" {of}", once)
    says, look = (_("Open"), "button-quiet") if duty.reason == "account" else (duty.line.do, look)
    return (
        f'<a class="button button-small {look}" href="{escape(duty.line.url)}">{escape(says)}'
        f'<span class="unseen">: {escape(of)}</span></a>'
    )


def _form(context: template.Context, to: str, look: str, says: str, unseen: str, more: str = "") -> str:
    """A button that sends something, and comes back to this page."""
    return (
        f'<form method="post" action="{escape(to)}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{context["csrf_token"]}">'
        f'<input type="hidden" name="next" value="{escape(context["request"].get_full_path())}">{more}'
        f'<button class="button button-small{look}">{escape(says)}<span class="unseen">{escape(unseen)}</span></button>'
        "</form>"
    )


@register.simple_tag(takes_context=True)
def account_row(context: template.Context, one: Account) -> SafeString:
    """`{% account_row one %}`: a line of the ledger of accounts, each figure opening what it counts."""
    spoken = _spoken(one, context["now"])
    words = f"{waited(one.wait_days)}, {shortened(one.wait_for, 40)}" if one.wait_for else shortened(one.step, 40)
    waiting = f'<span class="state" data-state="waiting">{escape(words)}</span>' if words else ""
    return SafeString(
        f'<tr><th scope="row"><a class="plain" href="{link("client", one.code)}">{escape(one.name)}</a></th>'
        f"{_figure(one, 'late', one.late)}{_figure(one, 'week', one.due)}{_figure(one, 'waiting', one.waiting)}"
        f"<td>{waiting}</td><td>{escape(one.decides)}</td><td>{spoken}</td></tr>"
    )


def _spoken(one: Account, now: datetime) -> str:
    """When whoever decides was spoken to last, and how many of the days that were agreed are gone."""
    if not one.last_spoken:
        return f'<span class="aside">{escape(_("not yet"))}</span>' if one.decides else ""
    silent, state = "", "done"
    if one.silent > 1:
        state = "open"
        silent = days(one.silent)
        if one.agreed:
            silent = _("%(days)s of %(agreed)d") % {"days": silent, "agreed": one.agreed}
            state = "late" if one.silent > one.agreed else "soon" if one.agreed - one.silent <= NEAR else "open"
        silent = f", {escape(silent)}"
    return f'<span class="state" data-state="{state}"><span>{when(one.last_spoken, "short", now)}{silent}</span></span>'


def _figure(one: Account, which: str, count: int) -> str:
    if not count:
        return '<td class="figure">0</td>'
    look = ' class="late"' if which == "late" else ""
    return f'<td class="figure"><a{look} href="{link("duties_of_client", one.code, which)}">{count}</a></td>'
