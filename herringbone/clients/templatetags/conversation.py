"""The team's conversation, wherever a record is shown: `{% load conversation %}{% conversation job %}`."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from herringbone.clients.forms.words import RemarkForm
from herringbone.clients.queries.conversation import conversation_on
from herringbone.clients.rules import may_speak

register = template.Library()


@register.inclusion_tag("clients/conversation.html", takes_context=True)
def conversation(context: template.Context, subject: Model) -> dict[str, Any]:
    """The conversation on a record of a model that declared one, with the field to say something. Three queries."""
    request = context["request"]
    where = [subject._meta.label, subject.pk]
    form = context.get("remark_form") or RemarkForm(mentions=reverse("mentions", args=where))
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "conversation": conversation_on(subject),
        "form": form,
        "action": reverse("conversation", args=where),
        "may_speak": may_speak(by=request.person, subject=subject),
    }
