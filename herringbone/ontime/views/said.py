"""Why a duty was late, and what the agency aims at: one form each."""

from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.ontime.actions import give_reason, set_goal
from herringbone.ontime.forms import GoalForm, ReasonForm
from herringbone.ontime.month import Month
from herringbone.ontime.queries.goals import all_goals
from herringbone.ontime.queries.reasons import reasons_of
from herringbone.ontime.queries.record import called
from herringbone.ontime.rules import may_explain
from herringbone.ontime.views.narrowing import list_from
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Denied
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def reason(request: Asked, pk: int) -> HttpResponseBase:
    """Say why a duty was late; for whoever is charged with it, and whoever leads its account."""
    duty = one_visible(request, visible_to(request.person, Duty).select_related("client", "held_by"), pk=pk)
    if not may_explain(by=request.person, duty=duty):
        raise Denied("reason given")
    line, given = register[duty.kind].line(duty), reasons_of([duty]).get(duty.pk)
    on = duty.fell_on or duty.client.office.local(duty.due).date()
    told = list_from(request) or {"month": Month.of(on).key, "client": duty.client.code, "show": "late"}
    back = f"{reverse('record')}?{urlencode(told)}#cases"
    about = f"{line.what}. {line.about}".strip()
    shown = FormPage(
        _("Why it was late"), _("Keep the reason"), back, ((_("On-time record"), back),),
        f"{about} {_('The reason stands beside the case, with your name; it changes no figure.')}",
    )  # fmt: skip
    return form_page(
        request, ReasonForm(sent(request), initial={"why": given.why if given else ""}), shown,
        lambda values, once: give_reason(by=request.person, duty=duty, once=once, **values), lambda _made: back,
    )  # fmt: skip


@page(HEAD_OR_ADMINISTRATOR)
@require_http_methods(FORM)
def goals(request: Asked) -> HttpResponseBase:
    """What the agency aims at, and aimed at before."""
    found = all_goals()
    rows = [(called(kind) if kind else "", goal) for kind, goals in sorted(found.rows.items()) for goal in goals]
    back = reverse("record")
    shown = FormPage(
        _("The goal"), _("Aim at it"), back, ((_("On-time record"), back),),
        _("A month goes by the goal that counts on its last day. It is a line in the chart and changes no figure."),
        more={"rows": rows},
    )  # fmt: skip
    return form_page(
        request, GoalForm(sent(request), person=request.person), shown,
        lambda given, once: set_goal(by=request.person, once=once, **given), lambda _made: reverse("record_goals"),
        "ontime/goals.html",
    )  # fmt: skip
