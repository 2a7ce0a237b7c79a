"""How somebody wishes to be told: one table."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.desk.actions import choose_notices
from herringbone.desk.forms import ChoicesForm
from herringbone.desk.queries.chats import chat_of
from herringbone.desk.queries.choices import chosen
from herringbone.people.pages import SIGNED_IN, Asked, page


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: Asked) -> HttpResponseBase:
    """What a person is told, and how: kind by kind, way by way."""
    person, back = request.person, reverse("notifications")
    now, chat = chosen(person), chat_of(person)
    return form_page(
        request,
        ChoicesForm(sent(request), ways=now.ways, any_hour=now.any_hour, chat=bool(chat)),
        FormPage(_("What you are told, and how"), _("Save"), back, ((_("Notifications"), back),), more={"chat": chat}),
        lambda given, once: choose_notices(by=person, once=once, **given),
        lambda _made: reverse("notice_choices"),
        "desk/notice_choices.html",
    )  # fmt: skip
