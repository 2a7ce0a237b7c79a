"""Two contacts side by side: where they differ, what would go along; and until when a merge can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Client, Consent, Contact, Merge
from herringbone.clients.moves import Moves, all_moves
from herringbone.clients.rules import contacts_open
from herringbone.core.calendar import CalendarEnds, working_days_later, working_hours_later
from herringbone.core.models import Office
from herringbone.people.models import Person
from herringbone.people.rules import Standing
from herringbone.record.canonical import canonical, sha256
from herringbone.record.models import Event, Policy

POLICY = "contact_merge"  # the length that can be set: how long a merge can be taken back
AMOUNT, UNIT = 10, Policy.Unit.WORKING_DAYS  # where nothing is set
STALE = gettext_lazy("One of the two was changed in the meantime. Look at both again")
CHOSEN = ("name", "title", "company", "email", "phone", "language", "left")
OWN = (*CHOSEN, "notes", "external_id", "client_id")


@dataclass(frozen=True)
class Differs:
    """A field in which two contacts differ, so that somebody must choose."""

    name: str
    kept: str
    gone: str


def values_of(contact: Contact) -> dict[str, Any]:
    """A contact's own values in their plain form, by the names of OWN."""
    return {name: _plain(getattr(contact, name)) for name in OWN}


def differences(kept: Contact, gone: Contact) -> list[Differs]:
    """Where both say something and it is not the same; having left and being there are two things said. No query."""
    with_client = kept.client_id or gone.client_id
    found = []
    for name in CHOSEN:
        one, other = (str(_plain(getattr(contact, name)) or "") for contact in (kept, gone))
        if one != other and ((one and other) or name == "left") and not (name == "company" and with_client):
            found.append(Differs(name, one, other))
    return found


def seen_as(kept: Contact, gone: Contact) -> str:
    """What somebody looked at, as a digest: two contacts that were changed since have another one."""
    return sha256(canonical([values_of(kept), values_of(gone)]))


def what_moves(gone: Contact, here: Standing) -> list[str]:
    """What would go along with a contact, in words: "3 meetings". One query for each kind of row.

    Of clients that somebody may not see nothing is counted: it would tell them that there is something.
    """
    counts = ((one, _seen(one, gone, here).count()) for one in all_moves())
    return [str(one.counted % {"count": count}) for one, count in counts if count]


def _seen(one: Moves, gone: Contact, here: Standing) -> Any:
    path = one.client_path
    return one.rows_of(gone).filter(here.sees(path) | Q(**{f"{path}__isnull": True}) if path else Q())


def words_on_channels(contact: Contact) -> dict[str, bool]:
    """The newest word of a contact on each channel. One query."""
    rows = Consent.objects.filter(contact=contact).order_by("at", "pk").values_list("channel", "allowed")
    return dict(rows)


def stricter(kept: Contact, gone: Contact) -> list[str]:
    """The channels that either of two has forbidden, in order: they stay forbidden. Two queries."""
    both = (words_on_channels(kept), words_on_channels(gone))
    return [channel for channel in Consent.Channel.values if any(said.get(channel) is False for said in both)]


def merges_into(contact: Contact) -> list[Merge]:
    """What was merged into a contact and not taken back, the newest first. One query."""
    rows = contact.merges.filter(undone_at=None).select_related("gone", "by__office", "kept__client__office")
    return list(rows.order_by("-at", "-pk"))


def merges_open(person: Person) -> QuerySet[Merge]:
    """The merges into contacts of whom somebody sees everything."""
    return Merge.objects.filter(kept__in=contacts_open(person)).select_related(
        "kept__client__office", "gone", "by__office"
    )


def open_until(merge: Merge) -> datetime:
    """Until when a merge can be taken back, by the setting in force when it was made."""
    client = merge.kept.client
    in_force = (
        Policy.objects.filter(Q(client=client) | Q(client=None), kind=POLICY, begins__lte=merge.at)
        .order_by(F("client").asc(nulls_last=True), "-begins")
        .first()
    )
    amount = in_force.amount if in_force else AMOUNT
    return _later(_office(client, merge), merge.at, amount, Policy.Unit(in_force.unit) if in_force else UNIT)


def acted_since(merge: Merge, links: list[int]) -> bool:
    """Whether a link that went along was used since: what came by it stays with the contact who was kept."""
    return Event.objects.filter(link__in=links, at__gte=merge.at).exists()


def _office(client: Client | None, merge: Merge) -> Office:
    return client.office if client else merge.by.office


def _later(office: Office, moment: datetime, amount: int, unit: Policy.Unit) -> datetime:
    try:
        if unit == Policy.Unit.WORKING_DAYS:
            return working_days_later(office, moment, amount)
        if unit == Policy.Unit.WORKING_HOURS:
            return working_hours_later(office, moment, amount)
    except CalendarEnds:
        return moment + timedelta(days=amount)
    return moment + timedelta(hours=amount)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def chosen_values(kept: Contact, gone: Contact, chosen: Mapping[str, str]) -> dict[str, Any]:
    """What the contact who is kept says from now on: by choice where they differ, else whatever either says."""
    differing = {one.name for one in differences(kept, gone)}
    found: dict[str, Any] = {}
    for name in CHOSEN:
        mine, other = getattr(kept, name), getattr(gone, name)
        found[name] = (other if chosen.get(name) == "gone" else mine) if name in differing else (mine or other)
    found["notes"] = "\n\n".join(dict.fromkeys(filter(None, [kept.notes.strip(), gone.notes.strip()])))
    found["external_id"] = kept.external_id or gone.external_id
    found["client_id"] = kept.client_id or gone.client_id
    if found["client_id"]:
        found["company"] = ""
    return found
