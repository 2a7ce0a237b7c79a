"""Who is to hear of what happened. One line for each verb; what is not here is told to nobody."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from herringbone.clients.models import Post
from herringbone.meetings.models import Confirmation, Objection
from herringbone.people.models import Role
from herringbone.record.models import Event
from herringbone.work.models import Form

Tell = Callable[[Event], Iterable[int | None]]
Kind = Role.Kind


def _on(event: Event) -> date:
    """The event's date at the client's office; by the world's clock where it is the agency's."""
    return event.client.office.local(event.at).date() if event.client else event.at.date()


def _named(key: str) -> Tell:
    """Whom the event's particulars name under a key: one id or several."""

    def tell(event: Event) -> Iterable[int | None]:
        named = event.particulars.get(key)
        return named if isinstance(named, list) else [named]

    return tell


def _mentioned(event: Event) -> Iterable[int]:
    return Post.objects.filter(pk=event.subject_id).values_list("mentions", flat=True)


def _author_of_form(event: Event) -> Iterable[int]:
    return Form.objects.filter(pk=event.particulars["form"]).values_list("by", flat=True)


def _author_and_supervisor(event: Event) -> Iterable[int]:
    return {*Objection.objects.filter(pk=event.subject_id).values_list("issue__by", flat=True), *_answering(event)}


def _author_of_report(event: Event) -> Iterable[int]:
    return Confirmation.objects.filter(pk=event.subject_id).values_list("issue__by", flat=True)


def _answering(event: Event) -> Iterable[int]:
    """The point person and the supervisor of the event's client, on its date."""
    roles = Role.objects.running(_on(event)).filter(client=event.client_id, kind__in=[Kind.POINT, Kind.SUPERVISOR])
    return roles.values_list("person", flat=True)


def _point(event: Event) -> Iterable[int]:
    """Who answers for the event's client, on its date."""
    point = Role.objects.running(_on(event)).filter(client=event.client_id, kind=Kind.POINT)
    return point.values_list("person", flat=True)


def _former_owner(event: Event) -> Iterable[Any]:
    """Whose duty it was: named, or else whoever answers for the client."""
    owner = event.particulars.get("owner")
    return [owner] if owner else _point(event)


def _administrators(event: Event) -> Iterable[int]:
    roles = Role.objects.running(_on(event)).filter(client=None, kind=Kind.ADMINISTRATOR)
    return roles.values_list("person", flat=True)


def _owner_and_directors(event: Event) -> Iterable[int | None]:
    """Whose chat it was; of a client's, who directs the client as well, since its owner may have left."""
    directors = Role.objects.running(_on(event)).filter(client=event.client_id, kind=Kind.DIRECTOR)
    return {event.particulars.get("person"), *(directors.values_list("person", flat=True) if event.client_id else ())}


TELLS: dict[str, Tell] = {
    "remark posted": _mentioned,
    "client message received": _answering,
    "objection received": _author_and_supervisor,
    "report confirmed": _author_of_report,
    "form submitted": _named("route"),
    "change submitted": _named("route"),
    "kick-off waived": _named("lead"),
    "form handed on": _named("person"),
    "acknowledgement asked for": _named("person"),
    "form acknowledged": _author_of_form,
    "form acknowledged by word": _author_of_form,
    "lines asked for": _named("person"),
    "lines asked for again": _named("person"),
    "question handed over": _named("person"),
    "line proposed": _named("asker"),
    "status report reviewed": _point,
    "task made": _named("owner"),
    "task handed over": _named("owner"),
    "lead changed": _named("lead"),
    "role given": _named("person"),
    "cover arranged": _named("cover"),
    "duty asked about": _named("to"),
    "duty taken over": _former_owner,
    "viewing begun": _named("person"),
    "second look asked for": _named("to"),
    "second look agreed to": _named("person"),
    "second look refused": _named("person"),
    "webhook stopped": _administrators,
    "chat stopped": _owner_and_directors,
}

# What takes back what was told of the same record: a notice of it that nobody has read falls away.
TAKEN_BACK: dict[str, tuple[str, ...]] = {
    "task dropped": ("task made", "task handed over"),
    "second look agreed to": ("second look asked for",),
    "second look refused": ("second look asked for",),
}
