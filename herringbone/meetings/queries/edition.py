"""What an issue freezes: the data of its two editions, as `documents.contract` says.

The client's edition is built without the internal items, and so that nothing tells that there were any: positions
are counted anew, reasons of readers are left out, and what became internal is told as removed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core.models import Agency
from herringbone.meetings.documents.contract import KIND
from herringbone.meetings.models import Attendee, ContactReport, Item, Meeting, Series
from herringbone.meetings.queries.distribution import Distribution
from herringbone.meetings.queries.window import Window
from herringbone.people.models import Person

COMPARED = ("kind", "text", "job", "owner", "due")
LANGUAGES = ("en", "it")


@dataclass(frozen=True)
class Edition:
    """What both editions of one issue share. `number` is None for a preview of what has none yet."""

    report: ContactReport
    items: Sequence[Item]
    readers: Distribution
    number: int
    version: int
    issued: datetime
    window: Window | None
    around: "Around | None" = None  # asked for each of the two editions, where it is not given


@dataclass(frozen=True)
class Around:
    """What an edition says beside the report: who issues it, who was there, when the next meeting is."""

    agency: Agency
    attendees: Sequence[Attendee]
    following: Meeting | None


def around(meeting: Meeting) -> Around:
    """What stands around a meeting's report now. Three queries."""
    attendees = list(meeting.attendees.select_related("person", "contact").order_by("pk"))
    return Around(Agency.objects.get(), attendees, _following(meeting))


def client_data(edition: Edition, former: Mapping[str, Any] | None) -> dict[str, Any]:
    """The client's edition. `former` is the data of the client's edition that it replaces."""
    meeting = edition.report.meeting
    language = _spoken(meeting.client.language)
    open_items = [item for item in edition.items if item.kind != Item.Kind.INTERNAL]
    return _data(edition, "client", language, open_items, former)


def inside_data(edition: Edition, former: Mapping[str, Any] | None) -> dict[str, Any]:
    """The inside edition, in its author's language."""
    return _data(edition, "inside", _spoken(edition.report.meeting.reporter.language), edition.items, former)


def _zone(meeting: Meeting, audience: str) -> str:
    """Whose clock an edition goes by: a client's by that of the office that looks after them, else the meeting's."""
    return (meeting.client.office if audience == "client" else meeting.office).zone_at(meeting.starts)


def _data(
    edition: Edition, audience: str, language: str, items: Sequence[Item], former: Mapping[str, Any] | None
) -> dict[str, Any]:
    meeting = edition.report.meeting
    here = edition.around or around(meeting)
    agency, following = here.agency, here.following
    attendees = sorted(here.attendees, key=lambda one: one.contact is None)  # the client's people first
    with translation.override(language):
        return {
            "kind": KIND,
            "audience": audience,
            "language": language,
            "agency": {
                "name": agency.name,
                "legal": meeting.client.office.company(agency),
                "address": ", ".join(agency.address.split("\n")),
                "tax": meeting.client.office.tax_number,
            },
            "client": {"name": meeting.client.name, "code": meeting.client.code},
            "number": edition.number,
            "version": edition.version,
            "replaces": edition.version - 1 or None,
            "meeting": {
                "topic": meeting.topic,
                "kind": meeting.kind,
                "starts": meeting.starts,
                "ends": meeting.ends,
                "zone": _zone(meeting, audience),
                "place": place(meeting),
            },
            "present": [_present(one) for one in attendees if not one.absent],
            "absent": [_absent(one) for one in attendees if one.absent],
            "items": compared([_item(item, at) for at, item in enumerate(items, start=1)], former),
            "next_meeting": {"topic": following.topic, "starts": following.starts} if following else None,
            "distribution": [
                {"name": one.who.name, "side": one.side, "why": one.why if audience == "inside" else ""}
                for one in edition.readers.readers
            ],
            "window": _window(edition.window),
            "author": _author(meeting.reporter),
            "issued": edition.issued,
        }


def compared(items: list[dict[str, Any]], former: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The items with what changed since the version that they replace; what was taken out stands where it stood."""
    if former is None:
        return items
    was = {item["key"]: item for item in former["items"] if item["change"] != "removed"}
    for item in items:
        old = was.get(item["key"])
        if old is None:
            item["change"] = "new"
        elif any(_plain(item[name]) != _plain(old[name]) for name in COMPARED):
            item.update(change="changed", was=old["text"], was_owner=old["owner"], was_due=old["due"])
    here = {item["key"] for item in items}
    for old in was.values():
        if old["key"] not in here:
            items.append(
                {**{name: old[name] for name in ("key", "position", "kind", "text", "job", "agenda", "owner", "due")},
                 "change": "removed", "was": old["text"]}
            )  # fmt: skip
    items.sort(key=lambda item: (item["position"], item["change"] != "removed"))
    for position, item in enumerate(items, start=1):
        item["position"] = position
    return items


def changed(items: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a correction has anything to say."""
    return any(item["change"] for item in items)


def place(meeting: Meeting | Series) -> str:
    """Where it was, and by what means: "Milan and by video", "by video"."""
    if not meeting.conference:
        return meeting.place
    by_video = _("by video")
    if not meeting.place:
        return by_video
    said = meeting.place.casefold().endswith(by_video.casefold())  # somebody wrote it there as well
    return meeting.place if said else _("%(place)s and by video") % {"place": meeting.place}


def _item(item: Item, position: int) -> dict[str, Any]:
    owner = item.owner or item.owner_contact
    return {
        "key": item.key,
        "position": position,
        "kind": item.kind,
        "text": item.text,
        "job": {"number": item.job.number, "name": item.job.name} if item.job else None,
        "agenda": item.agenda.text if item.agenda else None,
        "owner": {"name": owner.name, "side": "client" if isinstance(owner, Contact) else "agency"} if owner else None,
        "due": item.due_at or item.due,
        "change": None,
        "was": None,
    }


def _plain(value: Any) -> Any:
    """A value as it stands in frozen data, to be compared with one."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _present(one: Attendee) -> dict[str, str]:
    who = one.contact or one.person
    assert who is not None
    return {"name": who.name, "side": "client" if one.contact else "agency", "title": who.title}


def _absent(one: Attendee) -> dict[str, str]:
    who = one.contact or one.person
    assert who is not None
    return {"name": who.name, "side": "client" if one.contact else "agency", "note": one.note}


def _following(meeting: Meeting) -> Meeting | None:
    """The first meeting with the client after this one that still stands."""
    return (
        Meeting.objects.filter(client=meeting.client, internal=False, withdrawal=None, kind=Meeting.Kind.MEETING)
        .filter(starts__gt=meeting.ends)
        .order_by("starts")
        .first()
    )


def _window(found: Window | None) -> dict[str, Any] | None:
    return {"days": found.days, "closes": found.closes, "unit": found.unit} if found else None


def _author(person: Person) -> dict[str, str]:
    return {"name": person.name, "title": person.title, "email": person.address, "phone": person.phone}


def _spoken(language: str) -> str:
    short = language.split("-")[0]
    return short if short in LANGUAGES else "en"
