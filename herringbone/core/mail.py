"""Letters that the program sends, built so that no text of people can add a header or a recipient."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import format_datetime
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from herringbone.core.text import has_line_end, one_line

SUBJECT = 200  # characters; longer ones are cut
NAME = 100
UNKNOWN = "unknown.invalid"  # no such domain can ever be (RFC 2606): it stands where no address is known yet


def stays_here() -> bool:
    """Whether mail is only written to a folder, since no mail server is set. A demo says so in its own way."""
    return not settings.MAIL_IS_SENT and not settings.DEMO


class AddressRefused(ValueError):
    """What was given is not exactly one mail address."""


class MailParts(NamedTuple):
    """What a document says in the letter that takes it to a reader."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    data: bytes
    media_type: str = "application/pdf"


def mailbox(name: str, address: str) -> str:
    """`Name <address>` for a header: the name quoted as it needs to be, the address exactly one.

    Raises AddressRefused for anything that is no address, or more than one.
    """
    if has_line_end(address) or address != one_line(address) or any(char in address for char in " ,;<>\"'()"):
        raise AddressRefused(f"{address!r} is not one mail address")
    try:
        return str(Address(one_line(name)[:NAME], addr_spec=address))
    except (HeaderParseError, ValueError, IndexError) as error:
        raise AddressRefused(f"{address!r} is not a mail address") from error


def is_known(address: str) -> bool:
    """Whether an address of one of ours is a real one, and not what stands there until somebody enters it."""
    return not address.casefold().endswith(f"@{UNKNOWN}")


def message_id(key: str, domain: str) -> str:
    """The Message-ID of what is sent under this key: the same each time, so that a letter sent twice is seen as one.

    Nobody works it out who was not sent it: a forged notice that the letter came back would be believed.
    """
    made = hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()
    return f"<{made[:40]}@{domain}>"


def letter(
    *, key: str, domain: str, at: datetime, sender: tuple[str, str], to: tuple[str, str], subject: str, text: str,
    html: str = "", reply_to: tuple[str, str] | None = None, attachments: Iterable[Attachment] = (),
    calendar: tuple[str, str] | None = None, headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:  # fmt: skip
    """A letter to one person, ready to be sent. Sender, recipient and reply are (name, address) pairs.

    `key` and `domain` give its Message-ID, `at` its date. It is marked as made by a program, so that no
    absence note answers it. `calendar` is (method, text) of an invitation; `headers` are of our own making, such as
    References, never text of people. Raises AddressRefused, also where no address is known yet.
    """
    if not is_known(to[1]):
        raise AddressRefused("no address is known")
    own = {
        "Message-ID": message_id(key, domain),
        "Date": format_datetime(at),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        **(headers or {}),
    }
    made = EmailMultiAlternatives(
        subject=one_line(subject)[:SUBJECT],
        body=text,
        from_email=mailbox(*sender),
        to=[mailbox(*to)],
        reply_to=[mailbox(*reply_to)] if reply_to else None,
        headers=own,
    )
    if html:
        made.attach_alternative(html, "text/html")
    if calendar:
        method, events = calendar
        made.attach_alternative(events, f"text/calendar; method={method}")
    for file in attachments:
        made.attach(_file_name(file.name), file.data, file.media_type)
    return made


def _file_name(name: str) -> str:
    """A name that is one file in one folder, whatever it was called."""
    return "".join("-" if char in '/\\:*?"<>|;' else char for char in one_line(name)).lstrip(".-")[:120] or "file"
