"""What waits for a second pair of eyes, and what became of what was asked, as those entitled see it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person, SecondLook, Wall
from herringbone.people.queries.clients import clients_named, clients_of
from herringbone.people.rules.four_eyes import TO_DO, decided_by, entitled
from herringbone.people.wording import role_in_words

What = SecondLook.What
WALLS = frozenset({What.RAISE, What.LOWER})
PAGE = 50


@dataclass(frozen=True)
class ShownLook:
    """One deed. `state` is waiting, agreed (and not yet done), done, refused, taken back or run out; `may_agree` is
    empty where nobody waits for anybody. `until` is when it runs out, while it is waiting or agreed."""

    look: SecondLook
    words: str
    state: str
    may_agree: Sequence[Person] = ()
    until: datetime | None = None


def look_of(person: Person, pk: int) -> SecondLook:
    """One that this person is entitled to decide about. Raises Http404."""
    rows = SecondLook.objects.select_related("asked_by")
    return get_object_or_404(rows, pk=pk, what__in=decided_by(person))


def asked_wall(person: Person, pk: int) -> tuple[SecondLook, Any, Any]:
    """A wall that is asked for and waits, with its two clients, if this person sees both. Raises Http404."""
    rows = going_on(clock.now()).filter(what=What.RAISE, what__in=decided_by(person)).select_related("asked_by")
    look = get_object_or_404(rows, pk=pk)
    seen = clients_of(person)
    return (look, *(get_object_or_404(seen, pk=look.particulars[side]) for side in ("one", "other")))


def going_on(now: datetime) -> QuerySet[SecondLook]:
    """Those that wait for an answer, or to be done."""
    unanswered, answered = Q(agreed_at=None, expires__gt=now), Q(agreed_at__gt=now - TO_DO)
    return SecondLook.objects.filter(unanswered | answered, used_at=None, refused_at=None)


def looks_going_on(whats: Collection[str]) -> list[ShownLook]:
    """Those of some deeds that go on, the oldest first. One query where there are none, else six at most."""
    now = clock.now()
    rows = list(going_on(now).filter(what__in=whats).select_related("asked_by", "agreed_by").order_by("pk"))
    who = entitled() if rows else {}
    called = _called(rows)
    return [
        ShownLook(one, called[one.pk], "agreed", until=one.agreed_at + TO_DO)
        if one.agreed_at
        else ShownLook(
            one, called[one.pk], "waiting", [p for p in who[one.what] if p.pk != one.asked_by_id], one.expires
        )
        for one in rows
    ]


def looks_settled(whats: Collection[str], before: int | None = None) -> list[ShownLook]:
    """A page of those that are over, the newest first, older than `before`. Three queries at most."""
    now = clock.now()
    over = SecondLook.objects.filter(what__in=whats).exclude(pk__in=going_on(now))
    if before:
        over = over.filter(pk__lt=before)
    rows = list(over.select_related("asked_by", "agreed_by", "refused_by").order_by("-pk")[:PAGE])
    called = _called(rows)
    return [ShownLook(one, called[one.pk], _outcome(one)) for one in rows]


def _outcome(look: SecondLook) -> str:
    if look.refused_at:
        return "taken back" if look.refused_by_id == look.asked_by_id else "refused"
    return "done" if look.used_at else "run out"


def _called(looks: Sequence[SecondLook]) -> Mapping[int, str]:
    """By the id of each what it is, in the reader's language. A query for walls, one for the clients of those to be."""
    walls = Wall.objects.select_related("one", "other").in_bulk([*_ids(looks, "wall")]) if looks else {}
    ids = [*_ids(looks, "one"), *_ids(looks, "other")]
    clients = clients_named(ids)
    return {one.pk: _words(one, walls, clients) for one in looks}


def _ids(looks: Iterable[SecondLook], key: str) -> list[int]:
    return [one.particulars[key] for one in looks if key in one.particulars]


def _words(look: SecondLook, walls: Mapping[int, Wall], clients: Mapping[int, Any]) -> str:
    told = look.particulars
    if look.what == What.RAISE:
        sides = {"one": clients[told["one"]], "other": clients[told["other"]]}
        return _("Raise a wall: %(one)s | %(other)s") % sides
    if look.what == What.LOWER:
        wall = walls[told["wall"]]
        return _("Lower the wall: %(one)s | %(other)s") % {"one": wall.one, "other": wall.other}
    if look.what == What.PROMOTE:
        return (
            _("Promote this copy, and send the mail that waited")
            if told["send_waiting"]
            else _("Promote this copy, and drop the mail that waited")
        )
    if look.what == What.ROLE:
        return _("Give themself a role: %(role)s") % {"role": role_in_words(told["kind"])}
    return _("Export everything")
