"""Invitations, updates and cancellations as iTIP messages (RFC 5546). One bad guest does not stop the others' mail."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vRecur, vText, vUri

from herringbone.core.names import read_email
from herringbone.core.text import one_line, prose
from herringbone.meetings.itip.invitation import CalendarMessage, Guest, Invitation, PartStat, Skipped
from herringbone.meetings.itip.zones import vtimezone

PRODUCT = "-//Herringbone//Meetings//EN"
LONGEST_LINE = 500  # of a title or place: as much as a calendar shows
LONGEST_TEXT = 20_000


class Text(vText):
    """A text that keeps its backslashes: icalendar takes the `\\N` of `P:\\New` for a line end."""

    def to_ical(self) -> bytes:
        """The text with backslash, semicolon, comma and line end escaped, each once (RFC 5545, section 3.3.11)."""
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def raised(invitation: Invitation) -> Invitation:
    """The invitation with its next sequence, for a message after the last one sent."""
    return replace(invitation, sequence=invitation.sequence + 1)


def request(invitation: Invitation, *, stamp: datetime, but: Iterable[Invitation] = ()) -> CalendarMessage:
    """Ask the guests; with a sequence raised, tell them of the change. `stamp` is the moment of writing; `but` are the
    meetings of a series that differ from its rule, each with its `instance`.

    Raises ValueError if the meeting does not last, or the organiser, one of ours, has no address.
    """
    return _message("REQUEST", (invitation, *but), invitation.guests, stamp, status="CONFIRMED")


def update(invitation: Invitation, *, stamp: datetime) -> CalendarMessage:
    """Tell the guests of a change to a meeting whose last sequence sent was `invitation.sequence`."""
    return request(raised(invitation), stamp=stamp)


def cancel(invitation: Invitation, *, stamp: datetime) -> CalendarMessage:
    """Call the meeting off, or with `instance` that one of a series; its sequence must be raised before."""
    return _message("CANCEL", (invitation,), invitation.guests, stamp, status="CANCELLED")


def uninvite(invitation: Invitation, guests: Iterable[Guest], *, stamp: datetime) -> CalendarMessage:
    """Tell some guests that they are no longer asked; for the others the meeting stands, so it has no status."""
    return _message("CANCEL", (invitation,), tuple(guests), stamp, status="")


def _message(
    method: str, invitations: tuple[Invitation, ...], guests: tuple[Guest, ...], stamp: datetime, *, status: str
) -> CalendarMessage:
    """A calendar of these invitations; the first one's guests are given, the others have their own."""
    skipped: list[Skipped] = []
    first = invitations[0]
    envelope = Calendar()
    envelope.add("prodid", PRODUCT)
    envelope.add("version", "2.0")
    envelope.add("calscale", "GREGORIAN")
    envelope.add("method", method)
    for zone in {one.zone.key: one.zone for one in invitations}.values():
        if zone.key != "UTC":
            last = max(one.last or one.ends for one in invitations)
            envelope.add_component(vtimezone(zone, min(one.starts for one in invitations), last))
    for one in invitations:
        envelope.add_component(_event(one, guests if one is first else one.guests, stamp, skipped, status))
    text = envelope.to_ical().decode()
    return CalendarMessage(method, first.uid, first.sequence, text, tuple(skipped))


def _event(
    invitation: Invitation, guests: tuple[Guest, ...], stamp: datetime, skipped: list[Skipped], status: str
) -> Event:
    if invitation.ends <= invitation.starts:
        raise ValueError("A meeting ends after it starts")
    event = Event()
    event.add("uid", Text(one_line(invitation.uid)))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    _add_times(event, invitation)
    _add_people(event, invitation.organiser, guests, skipped)
    _add_words(event, invitation, skipped)
    if status:
        event.add("status", status)
    if invitation.rule and not invitation.instance:
        event.add("rrule", vRecur.from_ical(invitation.rule))
        zone = UTC if invitation.zone.key == "UTC" else invitation.zone
        if invitation.left_out:
            event.add("exdate", [moment.astimezone(zone) for moment in invitation.left_out])
    return event


def _add_times(event: Event, invitation: Invitation) -> None:
    zone = UTC if invitation.zone.key == "UTC" else invitation.zone
    event.add("dtstart", invitation.starts.astimezone(zone))
    event.add("dtend", invitation.ends.astimezone(zone))
    if invitation.instance:
        event.add("recurrence-id", invitation.instance.astimezone(zone))


def _add_people(event: Event, organiser: Guest, guests: tuple[Guest, ...], skipped: list[Skipped]) -> None:
    sender = _address(organiser)
    if sender is None:
        raise ValueError(f"The organiser has no mail address: {organiser.address!r}")
    event.add("organizer", sender)
    seen: set[str] = set()
    for guest in guests:
        address = _address(guest)
        if address is None:
            skipped.append(Skipped(_shown(guest), _("This is not one mail address.")))
        elif str(address).casefold() in seen:
            skipped.append(Skipped(_shown(guest), _("This address stands in the list already.")))
        else:
            seen.add(str(address).casefold())
            address.params["CUTYPE"] = "INDIVIDUAL"
            address.params["ROLE"] = guest.role.value
            address.params["PARTSTAT"] = guest.partstat.value
            address.params["RSVP"] = "TRUE" if guest.partstat is PartStat.WAITING else "FALSE"
            event.add("attendee", address)


def _address(guest: Guest) -> vCalAddress | None:
    """The guest as a calendar names people; a double quote cannot stand in a name there."""
    email = read_email(guest.address)
    if email is None:
        return None
    address = vCalAddress(f"mailto:{email.address}")
    if name := one_line(guest.name or email.name)[:LONGEST_LINE].replace('"', "'"):
        address.params["CN"] = name
    return address


def _shown(guest: Guest) -> str:
    return one_line(f"{guest.name} <{guest.address}>")[:LONGEST_LINE]


def _add_words(event: Event, invitation: Invitation, skipped: list[Skipped]) -> None:
    event.add("summary", Text(one_line(invitation.summary)[:LONGEST_LINE]))
    if place := one_line(invitation.location)[:LONGEST_LINE]:
        event.add("location", Text(place))
    if words := prose(invitation.description)[:LONGEST_TEXT]:
        event.add("description", Text(words))
    if not invitation.url:
        return
    if is_link(invitation.url):
        event.add("url", vUri(invitation.url))
    else:
        skipped.append(Skipped(one_line(invitation.url)[:LONGEST_LINE], _("This is no web address.")))


def is_link(url: str) -> bool:
    """Whether a text is a plain web address: other schemes run programs, and blanks end a line."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isprintable() and not any(sign.isspace() for sign in url) and url == one_line(url)
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)
