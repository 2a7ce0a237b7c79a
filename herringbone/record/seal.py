"""A seal of the record: where each chain of events ended at a moment, kept where nobody of the house can change it.

Whoever has the database's password can write a whole chain anew, every hash of it. What an earlier seal says of that
chain they cannot, where the seal has left the house. It holds numbers and hashes alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.mail import Attachment, letter
from herringbone.core.models import Agency, Office
from herringbone.record.canonical import sha256
from herringbone.record.effects import NotNow, enqueue
from herringbone.record.models import Chain, Effect, Event

KIND = "record_seal"
FIRST = "Herringbone, seal of the record, "
WRITTEN = re.compile(
    rf"^{FIRST}(?P<at>[\d:TZ-]+)\n(?P<chains>(?:\d+ \d+ [0-9a-f]{{64}}\n)*)seal (?P<hash>[0-9a-f]{{64}})$", re.MULTILINE
)


class NoSeal(ValueError):
    """A text holds no seal, or one that was changed on its way."""


@dataclass(frozen=True)
class Seal:
    """When a seal was made, and by the key of each chain its length and the hash of its last event then."""

    at: str
    chains: dict[int, tuple[int, str]]


def seal(at: datetime) -> str:
    """The seal of the record as it stands now; `at` is written into it. A line for each chain: key, length, hash."""
    chains = Chain.objects.filter(length__gt=0).order_by("client_key").values_list("client_key", "length", "head")
    body = f"{FIRST}{at:%Y-%m-%dT%H:%M:%SZ}\n" + "".join(f"{key} {length} {head}\n" for key, length, head in chains)
    return f"{body}seal {sha256(body)}\n"


def read(text: str) -> Seal:
    """The seal in a text, which may be the mail that it came in. Raises NoSeal."""
    lines = [re.sub(r"^[>\s]+", "", line).rstrip() for line in text.splitlines()]
    found = WRITTEN.search("\n".join(lines))
    if not found:
        raise NoSeal("there is no seal in it")
    if sha256(found[0].rpartition("seal ")[0]) != found["hash"]:
        raise NoSeal("it was changed since it was made")
    told = (line.split() for line in found["chains"].splitlines())
    return Seal(found["at"], {int(key): (int(length), head) for key, length, head in told})


def broken(kept: Seal) -> Iterator[str]:
    """Where the record does not hold any more what a seal says of it, in words."""
    for key, (length, head) in kept.chains.items():
        digest = Event.objects.filter(chain=key, number=length).values_list("digest", flat=True).first()
        if digest is None:
            yield f"chain {key}: event {length} is not there, and was at the seal of {kept.at}"
        elif digest != head:
            yield f"chain {key}: what stands up to event {length} is not what stood there at the seal of {kept.at}"


def mail_it() -> None:
    """Let today's seal go to the address that the settings name, once; where they name none, nothing happens."""
    agency = Agency.objects.first()
    if settings.SEAL_TO and agency:
        enqueue(KIND, key=f"{KIND}:{clock.now():%Y-%m-%d}", subject=agency)


def compose(effect: Effect) -> EmailMultiAlternatives:
    """The mail with the seal of the moment in which it goes out, in the language of the agency's first office."""
    if not settings.SEAL_TO:
        raise NotNow("nobody is to get it any more")
    now, office = clock.now(), Office.objects.order_by("pk").first()
    with translation.override(office.language if office else settings.LANGUAGE_CODE):
        made = seal(now)
        say = _("Keep this where nobody of the agency can change it. It shows whether the record was rewritten since:")
        return letter(
            key=effect.key, domain=urlsplit(settings.BASE_URL).hostname or "localhost", at=now,
            sender=("Herringbone", settings.DEFAULT_FROM_EMAIL), to=("", settings.SEAL_TO),
            subject=_("Seal of the record, %(day)s") % {"day": f"{now:%Y-%m-%d}"},
            text=f"{say}\n\nherringbone check --seal seal-{now:%Y-%m-%d}.txt\n\n{made}",
            attachments=[Attachment(f"seal-{now:%Y-%m-%d}.txt", made.encode(), "text/plain")],
        )  # fmt: skip
