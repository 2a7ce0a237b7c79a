"""Two contacts that are one person become one, and can be taken apart again for a while (A2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.actions.moving import drop_row, ids_of, move_back, move_rows
from herringbone.clients.models import Consent, Contact, KeptApart, Merge, Reach
from herringbone.clients.moves import others_know
from herringbone.clients.queries.merges import (
    STALE,
    acted_since,
    chosen_values,
    open_until,
    seen_as,
    stricter,
    values_of,
    words_on_channels,
)
from herringbone.clients.reaching import reach_key
from herringbone.clients.rules import may_merge, may_take_apart
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.duties.keeping import follow

WAYS = (("email", Reach.Kind.MAIL), ("phone", Reach.Kind.PHONE))


@action("contacts merged", may=may_merge)
def merge_contacts(
    *, by: Person, kept: Contact, gone: Contact, chosen: Mapping[str, str] | None = None, seen: str = ""
) -> Done[Contact]:
    """Let `gone` be one with `kept`: whatever names it names `kept` from now on, and its address leads there.

    `chosen` says for each field in which they differ whose value stands: "kept" (the same as nothing) or "gone".
    What is not chosen of an address or telephone stays as a further one. What either has forbidden stays forbidden.
    `seen` is what the person looked at (`queries.merges.seen_as`). Refused for contacts of two clients.
    """
    kept.refresh_from_db()
    gone.refresh_from_db()
    refuse_unless(kept.pk != gone.pk, _("That is one contact already"))
    refuse_unless(not kept.merged_into_id and not gone.merged_into_id, _("One of the two was merged already"))
    apart = kept.client_id and gone.client_id and kept.client_id != gone.client_id
    refuse_unless(not apart, _("They are at two clients. What somebody said to one is not for the other’s team"))
    there = kept.client_id or gone.client_id
    known = there and any(others_know(one, there) for one in (kept, gone) if one.client_id is None)
    refuse_unless(not known, _("Something of another client names one of the two, and is not for this one’s team"))
    refuse_unless(not seen or seen == seen_as(kept, gone), str(STALE))
    was, forbidden = values_of(kept), stricter(kept, gone)
    values = chosen_values(kept, gone, chosen or {})
    told = move_rows(gone, kept)
    reached = {str(kind): [getattr(kept, name), getattr(gone, name)] for name, kind in WAYS}
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    made = {"clients.Reach": _further(kept, reached, told), "clients.Consent": _forbid(by, kept, forbidden)}
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    said = list(kept.consents.order_by("pk").values_list("pk", flat=True))
    now = {"now": values_of(kept), "roles": _roles(kept), "reaches": _reaches(kept), "said": said}
    told |= {"was": was, "made": made, **now}
    merge = Merge.objects.create(kept=kept, gone=gone, by=by, at=clock.now(), moved=told)
    follow(gone)
    moved = {key: len(ids) for key, ids in told["moved"].items()}
    return Done(kept, {"merge": merge.pk, "gone": gone.pk, "moved": moved})


@action("contacts taken apart", may=may_take_apart)
def take_apart(*, by: Person, merge: Merge) -> Done[Contact]:
    """Undo a merge: what went along goes back, and both say what they said. What is new since stays with the one kept.

    Refused where its time is over, or where what came since could belong to either.
    """
    merge.refresh_from_db()
    reason = why_not(merge)
    refuse_unless(not reason, reason)
    kept, gone, told = merge.kept, merge.gone, merge.moved
    Reach.objects.filter(pk__in=told["made"]["clients.Reach"]).delete()
    Consent.objects.filter(pk__in=told["made"]["clients.Consent"]).delete()
    for name, value in told["was"].items():
        setattr(kept, name, date.fromisoformat(value) if name == "left" and value else value)
    kept.save()
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    move_back(told, gone, kept)
    merge.undone_by, merge.undone_at = by, clock.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    follow(gone)
    return Done(kept, {"merge": merge.pk, "gone": gone.pk})


@action("contacts kept apart", may=may_merge)
def keep_apart(*, by: Person, kept: Contact, gone: Contact) -> Done[KeptApart]:
    """Say that two contacts who seem alike are two people: they are not listed as one again."""
    one, other = sorted((kept, gone), key=lambda contact: contact.pk)
    refuse_unless(one.pk != other.pk, _("That is one contact already"))
    apart, _new = KeptApart.objects.get_or_create(one=one, other=other, defaults={"by": by, "at": clock.now()})
    return Done(apart, {"one": one.pk, "other": other.pk})


def why_not(merge: Merge) -> str:
    """Why a merge cannot be taken back, in words; nothing where it can."""
    kept, told = merge.kept, merge.moved
    later = Merge.objects.filter(kept=kept, undone_at=None, pk__gt=merge.pk).exists()
    said = kept.consents.exclude(pk__in=told["said"]).exists()
    changed = {name for name, value in values_of(kept).items() if value != told["now"][name]}
    same = not changed and _roles(kept) == told["roles"] and _reaches(kept) == told["reaches"]
    reasons: list[tuple[Any, str]] = [
        (merge.undone_at, _("They were taken apart already")),
        (clock.now() > open_until(merge), _("The time to take them apart is over")),
        (kept.merged_into_id, _("%(name)s was merged with somebody else since. Take that apart first")),
        (later, _("Somebody else was merged into %(name)s since. Take that apart first")),
        (not same, _("What is known of %(name)s was changed since, and nobody can tell of which of the two that is")),
        (said, _("%(name)s has said since how to be reached, and nobody can tell which of the two that was")),
        (
            acted_since(merge, list(ids_of(told, "record.Link.contact"))),
            _("%(name)s has answered since by a link that went along. That answer stands under this name for good"),
        ),
    ]
    return next((reason % {"name": kept.name} for stands, reason in reasons if stands), "")


def _further(kept: Contact, reached: Mapping[str, list[str]], told: dict[str, Any]) -> list[int]:
    """Keep the addresses and telephones that were not chosen, and drop what stands twice. The ids of what was made."""
    made = []
    for name, kind in WAYS:
        first = getattr(kept, name)
        own = reach_key(kind, first) if first else ""
        for row in kept.reaches.filter(kind=kind, key=own):
            drop_row(row, told)
        known = {own, *kept.reaches.filter(kind=kind).values_list("key", flat=True)}
        for value in filter(None, reached[kind]):
            if (key := reach_key(kind, value)) not in known:
                known.add(key)
                made.append(Reach.objects.create(contact=kept, kind=kind, value=value, key=key).pk)
    return made


def _forbid(by: Person, kept: Contact, channels: list[str]) -> list[int]:
    """Say again what either had forbidden, where a newer word of the other would count now."""
    newest = words_on_channels(kept)
    source = _("The stricter word of two contacts who were merged")
    word = {"contact": kept, "allowed": False, "source": source, "by": by, "at": clock.now()}
    return [Consent.objects.create(channel=channel, **word).pk for channel in channels if newest.get(channel)]


def _roles(contact: Contact) -> list[str]:
    return sorted(contact.contact_roles.values_list("kind", flat=True))


def _reaches(contact: Contact) -> list[list[str]]:
    return sorted([kind, key] for kind, key in contact.reaches.values_list("kind", "key"))
