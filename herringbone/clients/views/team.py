"""What belongs to a client, who serves it, and how long its duties may take."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.actions import set_policy
from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.clients.forms.words import PolicyForm, RoleForm
from herringbone.clients.models import Client
from herringbone.clients.promises import InForce, in_force, length_in_words, promises
from herringbone.clients.queries.client_page import RANK, role_in_words
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, see_other, sent
from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.people.actions import end_role, give_role
from herringbone.people.actions.roles import may_give_role
from herringbone.people.models import Role
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_lead_client, may_work_on, visible_to

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_safe
def holdings(request: Asked, code: str) -> HttpResponse:
    """The companies that are billed, and the brands."""
    client = one_visible(request, Client, code=code)
    context = {
        "client": client,
        "entities": client.entities.order_by(by_name()),
        "brands": client.brands.order_by(by_name()),
        "may_lead": may_lead_client(request.person, client),
        "may_work": may_work_on(request.person, client),
    }
    return render(request, "clients/holdings.html", context)


@page(SIGNED_IN)
@require_http_methods(FORM)
def team(request: Asked, code: str) -> HttpResponseBase:
    """Who serves the client, who did, and who will; the form adds somebody."""
    client = one_visible(request, Client, code=code)
    today = client.office.local(clock.now()).date()
    roles = visible_to(request.person, Role).filter(client=client).select_related("person__department")
    in_order = sorted(roles.order_by("starts", "pk"), key=lambda role: RANK.index(Role.Kind(role.kind)))
    lines = [(role, role_in_words(role.kind)) for role in in_order]
    gives = [kind for kind in RANK if may_give_role(by=request.person, client=client, kind=kind)]
    if request.method == "POST" and not gives:
        raise PermissionDenied
    return form_page(
        request,
        RoleForm(sent(request), office=client.office, kinds=gives),
        FormPage(
            _("Team"),
            _("Put on the team"),
            reverse("client", args=[code]),
            ((client.name, reverse("client", args=[code])),),
            more={
                "client": client,
                "running": [line for line in lines if line[0].ends is None or line[0].ends > today],
                "over": [line for line in lines if line[0].ends is not None and line[0].ends <= today],
                "gives": gives,
            },
        ),
        lambda given, once: give_role(by=request.person, client=client, once=once, **given),
        lambda _made: reverse("client_team", args=[code]),
        "clients/team.html",
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def role_end(request: Asked, code: str, pk: int) -> HttpResponseBase:
    """Let somebody leave the team from today on."""
    client = one_visible(request, Client, code=code)
    roles = visible_to(request.person, Role).select_related("person", "client")
    role = one_visible(request, roles.filter(Q(client=client)), pk=pk)
    back = reverse("client_team", args=[code])
    said = {"person": role.person.name, "role": role_in_words(role.kind), "client": client.name}
    return form_page(
        request,
        ActedForm(sent(request)),
        FormPage(
            _("%(person)s leaves the team") % said,
            _("End the role today"),
            back,
            ((client.name, reverse("client", args=[code])), (_("Team"), back)),
            _("%(role)s for %(client)s. What is owed by this role falls to the next in line.") % said,
        ),
        lambda _given, once: end_role(by=request.person, role=role, once=once),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_safe
def client_settings(request: Asked, code: str) -> HttpResponse:
    """How long each kind of duty may take for this client."""
    client = one_visible(request, Client, code=code)
    return _settings(request, client, None)


@page(SIGNED_IN)
@require_POST
def client_policy(request: Asked, code: str) -> HttpResponseBase:
    """Set one of these lengths; it counts for what begins from now on."""
    client = one_visible(request, Client, code=code)
    form = PolicyForm(request.POST)
    known = {one.kind for one in promises()}
    if form.is_valid() and form.cleaned_data["kind"] not in known:
        form.add_error(None, _("That length cannot be set"))
    if form.is_valid():
        with refusals_in(form):
            set_policy(by=request.person, client=client, once=form.key, **form.given())
            return see_other(reverse("client_settings", args=[code]))
    if not may_lead_client(request.person, client):
        raise PermissionDenied
    return _settings(request, client, form)


def _settings(request: Asked, client: Client, sent_back: PolicyForm | None) -> HttpResponse:
    lines = [
        (one, length_in_words(one.amount, one.unit), _form_for(one, sent_back)) for one in in_force(client, clock.now())
    ]
    context = {
        "client": client,
        "lines": lines,
        "sent_back": sent_back,
        "may_lead": may_lead_client(request.person, client),
    }
    return render(request, "clients/settings.html", context, status=UNCHANGED if sent_back else 200)


def _form_for(one: InForce, sent_back: PolicyForm | None) -> PolicyForm:
    kind = one.declared.kind
    if sent_back is not None and sent_back.data.get("kind") == kind:
        return sent_back
    return PolicyForm(
        initial={"kind": kind, "amount": one.amount, "unit": one.unit.value}, auto_id=f"{kind}_%s",
        units=one.declared.units,
    )  # fmt: skip
