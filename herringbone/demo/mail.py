"""The demo's mail: what would have been sent lies as `.eml` files in a folder, and is read from there."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}-[0-9a-f]{8}")  # as `core.eml` names them
MOST = 200


@dataclass(frozen=True)
class Letter:
    """One mail in the list."""

    name: str
    at: datetime | None
    sender: str
    to: str
    subject: str


@dataclass(frozen=True)
class Part:
    """A file that came with a mail: its place among them, its name and its bytes."""

    place: int
    name: str
    media_type: str
    data: bytes

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)


@dataclass(frozen=True)
class Opened:
    """One mail with everything in it."""

    letter: Letter
    text: str
    html: str
    parts: tuple[Part, ...]


def letters() -> list[Letter]:
    """The newest mails, the newest first."""
    names = sorted((path.stem for path in _folder().glob("*.eml") if NAME.fullmatch(path.stem)), reverse=True)
    return [_letter(name, _headers(name)) for name in names[:MOST]]


def opened(name: str) -> Opened | None:
    """One mail by the name of its file; None where there is none."""
    if not NAME.fullmatch(name) or not (_folder() / f"{name}.eml").is_file():
        return None
    with (_folder() / f"{name}.eml").open("rb") as file:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parse(file)
    return Opened(_letter(name, message), _body(message, "plain"), _body(message, "html"), tuple(_parts(message)))


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _headers(name: str) -> EmailMessage:
    with (_folder() / f"{name}.eml").open("rb") as file:
        return BytesHeaderParser(_class=EmailMessage, policy=policy.default).parse(file)


def _letter(name: str, message: EmailMessage) -> Letter:
    date = message["date"]
    return Letter(
        name, getattr(date, "datetime", None), str(message["from"] or ""), str(message["to"] or ""),
        str(message["subject"] or ""),
    )  # fmt: skip


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _parts(message: EmailMessage) -> list[Part]:
    """Attachments, and the calendar message of an invitation."""
    found: list[Part] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or (not part.get_filename() and kind in ("text/plain", "text/html")):
            continue
        name = part.get_filename() or {"text/calendar": "invitation.ics"}.get(kind, "part")
        found.append(Part(len(found), name, kind, _bytes(part)))
    return found
