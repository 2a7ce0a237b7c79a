"""Freezing what leaves the house, setting it as files, and finding out whether it is still what left."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from herringbone.core import clock
from herringbone.core.numbering import next_number
from herringbone.record import files
from herringbone.record.acts import A_MINUTE
from herringbone.record.canonical import canonical, sha256
from herringbone.record.models import Edition, Event, Rendering

if TYPE_CHECKING:  # a higher floor, named for the type checker only
    from herringbone.clients.models import Client

Setter = Callable[[Edition], bytes]
_setters: dict[tuple[str, str], tuple[Setter, str]] = {}


def declare_rendering(kind: str, format: str, media_type: str, setter: Setter) -> None:
    """Say how an edition of a kind becomes a file: one line in the feature's `apps.py`.

    `format` ("pdf") is the file's ending, too. `setter` makes the bytes from the edition's data and nothing else.
    """
    _setters[kind, format] = (setter, media_type)


def next_issue(client: "Client", kind: str, replaces: Edition | None = None) -> tuple[int, int]:
    """Number and version for the next issue of a kind: the next number for the client, or the next version.

    Called within an action's transaction.
    """
    if replaces:
        return replaces.number, replaces.version + 1
    return next_number(f"edition:{kind}:{client.pk}"), 1


def freeze(
    *, by: Any, client: "Client", kind: str, audience: str, number: int, version: int, data: Mapping[str, Any],
    replaces: Edition | None = None,
) -> Edition:  # fmt: skip
    """Write an edition for one audience. That an edition is replaced once only is held by the database.

    The event of the action names its seal (`seals`), so that the chain of events holds what was said.
    """
    text = canonical(dict(data))
    return Edition.objects.create(
        client=client, kind=kind, audience=audience, by=by, at=clock.now(), replaces=replaces, number=number,
        version=version, data=text, data_sha256=sha256(text),
    )  # fmt: skip


def seals(*editions: Edition | None) -> list[str]:
    """What an event says of the editions that its action froze: `Done(…, {"sealed": seals(edition)})`."""
    return [one.data_sha256 for one in editions if one]


def rendering(edition: Edition, format: str = "pdf") -> Rendering:
    """The edition as a file, made now if it was not before. Raises KeyError for a format that its kind lacks.

    Two processes that make it at once agree by the database's constraint; the loser's file is removed.
    """
    found = Rendering.objects.select_related("file").filter(edition=edition, format=format).first()
    if found:
        return found
    setter, media_type = _setters[edition.kind, format]
    content = setter(edition)
    name = f"{edition.kind.replace('_', '-')}-{edition.number}-{edition.version}-{edition.audience}.{format}"
    stored = files.put(content, name=name, media_type=media_type, client_id=edition.client_id)
    with transaction.atomic():
        made, is_new = Rendering.objects.get_or_create(edition=edition, format=format, defaults={"file": stored})
    if not is_new:
        files.discard(stored)
    return made


def latest(client: "Client", kind: str, audience: str) -> Edition | None:
    """The newest edition of a kind that was issued to an audience for a client."""
    return Edition.objects.filter(client=client, kind=kind, audience=audience).order_by("at", "pk").last()


def broken_seals() -> Iterator[str]:
    """Every edition whose data is not what was issued, or of whose seal its client's chain of events says nothing.

    Editions from before events named seals are held against their own hash alone.
    """
    told: dict[tuple[int | None, str], set[int | None]] = {}  # by whom
    since = None
    for client, by, at, particulars in (
        Event.objects.filter(particulars__has_key="sealed").order_by("at")
        .values_list("client", "by", "at", "particulars").iterator()
    ):  # fmt: skip
        since = since or at
        for seal in particulars["sealed"]:
            told.setdefault((client, seal), set()).add(by)
    for edition in Edition.objects.iterator():
        key = (edition.client_id, edition.data_sha256)
        if sha256(edition.data) != edition.data_sha256:
            yield f"{edition} of client {edition.client_id} is not as issued"
        elif key not in told and since and edition.at >= since - A_MINUTE:
            yield f"{edition} of client {edition.client_id} is not as issued: no event tells of it"
        elif key in told and edition.by_id not in told[key]:
            yield f"{edition} of client {edition.client_id} names another author than its event"


def gaps() -> Iterator[str]:
    """Every series of editions whose numbers have a gap, or do not agree with their counter."""
    from herringbone.core.models import Counter

    last = {counter.series: counter.last for counter in Counter.objects.filter(series__startswith="edition:")}
    given: dict[tuple[str, int], set[int]] = {}
    for kind, client, number in Edition.objects.values_list("kind", "client", "number").distinct():
        given.setdefault((kind, client), set()).add(number)
    for series in last:
        _, kind, client_id = series.split(":")
        given.setdefault((kind, int(client_id)), set())  # one of which every edition is gone has a gap, too
    for (kind, client), numbers in given.items():
        if numbers != set(range(1, last.get(f"edition:{kind}:{client}", 0) + 1)):
            yield f"{kind} of client {client}: the numbers have a gap"
