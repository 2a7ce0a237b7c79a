"""The word that an acknowledgement gives back: the page that comes next shows it, a desk in the form's own row."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from herringbone.people.models import Person
from herringbone.work.models import Routing

TAG = "acknowledged-"


def tell(request: HttpRequest, routing: Routing, by: Person) -> None:
    """Say that it is on record, and who has been told of it: its author, where that is somebody else who is here."""
    author = routing.form.by
    told = author != by and author.is_active
    words = _("Acknowledged. %(name)s has been told.") % {"name": author.name} if told else _("Acknowledged.")
    messages.success(request, words, extra_tags=f"{TAG}{routing.pk}")


def routing_of(message: Any) -> int:
    """The routing of which a message tells that it is acknowledged; 0 where it tells of something else."""
    tag = message.extra_tags or ""
    return int(tag.removeprefix(TAG)) if tag.startswith(TAG) else 0
