"""Talking with an IMAP server (RFC 3501), which may be slow, broken or hostile: what it sends is bounded."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from herringbone.environment import Mailbox

PATIENCE = 30  # seconds for each answer
LARGEST = 10_000_000  # bytes of a mail that is read
LARGEST_ANSWER = LARGEST + 1_000_000  # bytes
SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)", re.DOTALL)


class Unreachable(Exception):
    """The mailbox cannot be read now. The text says at which step, and quotes nothing that was sent or received."""


class _Bounded(imaplib.IMAP4):
    """Refuses an answer that is larger than any mail that is read, in one piece or in many."""

    left = LARGEST_ANSWER  # bytes that the server may still send

    def read(self, size: int) -> bytes:
        self._count(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise self.abort("too much at once")


class _BoundedOverTLS(_Bounded, imaplib.IMAP4_SSL):
    """The same, encrypted from the first byte."""


class Folder:
    """A folder that is open. `validity` tells whether its numbers are still those of before."""

    def __init__(self, server: _Bounded, validity: int) -> None:
        self._server = server
        self.validity = validity

    def after(self, uid: int, most: int) -> list[int]:
        """The numbers of the mails that came after a number, the first `most` of them."""
        answer = self._asked("the search", "SEARCH", None, f"UID {uid + 1}:*")
        words = b" ".join(one for one in answer if isinstance(one, bytes)).split()
        # “8:*” names the last mail also where that is the seventh.
        return sorted({int(one) for one in words if one.isdigit() and len(one) < 11 and int(one) > uid})[:most]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """How many bytes each of these mails has, as far as the server says."""
        answer = self._asked("the sizes", "FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
        found = {}
        for line in answer:
            text = line if isinstance(line, bytes) else line[0] if isinstance(line, tuple) else b""
            if said := SIZE.search(text):
                found[int(said[1] or said[4])] = int(said[2] or said[3])
        return found

    def mail(self, uid: int) -> bytes | None:
        """A mail as it came, at most one byte more than is read; it is not marked as seen. None where it is gone."""
        answer = self._asked("a mail", "FETCH", str(uid), f"(BODY.PEEK[]<0.{LARGEST + 1}>)")
        return next((one[1] for one in answer if isinstance(one, tuple) and len(one) > 1), None)

    def mark(self, uid: int, flag: str) -> None:
        """Set a flag, such as `\\Seen`."""
        self._asked("a flag", "STORE", str(uid), "+FLAGS.SILENT", f"({flag})")

    def _asked(self, step: str, *command: Any) -> list[Any]:
        with _at(step):
            self._server.left = LARGEST_ANSWER
            said, answer = self._server.uid(*command)
            if said != "OK":
                raise Unreachable(step)
            return list(answer)


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Folder]:
    """Sign in and open the folder. Raises Unreachable."""
    with _at("the connection"):
        server = _connected(mailbox)
    try:
        with _at("the sign-in"):
            _sign_in(server, mailbox)
        with _at("the folder"):
            said, _count = server.select(f'"{_quoted(mailbox.folder)}"')
            validity = server.response("UIDVALIDITY")[1][0]
            if said != "OK" or not validity or not bytes(validity).isdigit():
                raise Unreachable("the folder")
        yield Folder(server, int(validity))
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _connected(mailbox: Mailbox) -> _Bounded:
    if mailbox.tls == "ssl":
        return _BoundedOverTLS(mailbox.host, mailbox.port, ssl_context=trust(), timeout=PATIENCE)
    server = _Bounded(mailbox.host, mailbox.port, timeout=PATIENCE)
    if mailbox.tls == "starttls":
        server.starttls(trust())
    return server


def trust() -> ssl.SSLContext:
    """Whom an encrypted line believes: the authorities that the system knows, for the host of that name."""
    return ssl.create_default_context()


def _sign_in(server: _Bounded, mailbox: Mailbox) -> None:
    """By PLAIN where it is offered, which takes any letters in a password; else by LOGIN."""
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _: f"\0{mailbox.user}\0{mailbox.password}".encode())
    else:
        server.login(f'"{_quoted(mailbox.user)}"', mailbox.password)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


@contextmanager
def _at(step: str) -> Iterator[None]:
    """What goes wrong inside went wrong at this step. The server's words are not kept: they may quote ours."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError, ValueError, IndexError, TypeError, UnicodeError) as error:
        raise Unreachable(step) from error
