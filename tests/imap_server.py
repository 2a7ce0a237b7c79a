"""A small IMAP server over real sockets, for the tests that read a mailbox: what RFC 3501 asks of the commands used."""

import re
import socket
import socketserver
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Box:
    """The one folder that the server holds, and what was asked of it."""

    user: str = "answers"
    password: str = 'p"ä ss'
    folder: str = "INBOX"
    validity: int = 7
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)  # the commands, without their arguments
    plain: bool = True  # AUTH=PLAIN is offered
    lies: bytes = b""  # sent in place of each mail
    sizes: dict[int, int] = field(default_factory=dict)  # told in place of the true ones

    def put(self, mail: bytes) -> int:
        """A mail comes in; its number."""
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = mail
        return uid


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    timeout = 60

    def handle(self) -> None:
        self.box: Box = self.server.box  # type: ignore[attr-defined]
        self.entered = self.opened = False
        self.say("* OK ready")
        try:
            while line := self.rfile.readline(100_000):
                tag, _, rest = line.decode().strip().partition(" ")
                if not self.answer(tag, rest):
                    return
        except OSError:
            return

    def say(self, line: str | bytes) -> None:
        self.wfile.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    def answer(self, tag: str, rest: str) -> bool:
        """Do one command; False ends the talk."""
        word = " ".join(rest.upper().split()[: 2 if rest.upper().startswith("UID") else 1])
        self.box.said.append(word)
        if word == "LOGOUT":
            self.say("* BYE")
            self.say(f"{tag} OK")
            return False
        if word == "CAPABILITY":
            self.say(f"* CAPABILITY IMAP4rev1{' AUTH=PLAIN' if self.box.plain else ''}")
        elif word == "AUTHENTICATE":
            self.say("+ ")
            _, user, password = b64decode(self.rfile.readline(10_000)).decode().split("\0")
            self.entered = (user, password) == (self.box.user, self.box.password)
            if not self.entered:
                self.say(f"{tag} NO wrong password {password}")
                return True
        elif word == "LOGIN":
            user, password = (re.sub(r"\\(.)", r"\1", one) for one in re.findall(r'"((?:\\.|[^"\\])*)"', rest))
            self.entered = (user, password) == (self.box.user, self.box.password)
            if not self.entered:
                self.say(f"{tag} NO wrong password {password}")
                return True
        elif not self.entered:
            self.say(f"{tag} BAD sign in first")
            return True
        elif word == "SELECT":
            if f'"{self.box.folder}"' not in rest:
                self.say(f"{tag} NO no such folder")
                return True
            self.opened = True
            self.say(f"* {len(self.box.mails)} EXISTS")
            self.say(f"* OK [UIDVALIDITY {self.box.validity}] so")
        elif self.opened and word.startswith("UID"):
            getattr(self, word.split()[1].lower())(rest)
        else:
            self.say(f"{tag} BAD what")
            return True
        self.say(f"{tag} OK done")
        return True

    def search(self, rest: str) -> None:
        first = int(re.search(r"UID (\d+):\*", rest)[1])  # type: ignore[index]
        last = max(self.box.mails, default=0)
        found = [uid for uid in self.box.mails if uid >= first or uid == last]
        self.say(f"* SEARCH {' '.join(map(str, found))}")

    def fetch(self, rest: str) -> None:
        uids = [int(one) for one in rest.split()[2].split(",")]
        for place, uid in enumerate(uids, start=1):
            mail = self.box.mails.get(uid)
            if mail is None:
                continue
            if "RFC822.SIZE" in rest:
                self.say(f"* {place} FETCH (UID {uid} RFC822.SIZE {self.box.sizes.get(uid, len(mail))})")
            elif self.box.lies:
                self.say(self.box.lies)
            else:
                most = int(re.search(r"<0\.(\d+)>", rest)[1])  # type: ignore[index]
                part = mail[:most]
                self.say(f"* {place} FETCH (UID {uid} BODY[]<0> {{{len(part)}}}".encode() + b"\r\n" + part + b")")

    def store(self, rest: str) -> None:
        uid, flag = re.search(r"UID STORE (\d+) \+FLAGS\.SILENT \((\S+)\)", rest).groups()  # type: ignore[union-attr]
        self.box.flags.setdefault(int(uid), set()).add(flag)


class Server(socketserver.ThreadingTCPServer):
    """Listens on this machine alone."""

    daemon_threads = True
    allow_reuse_address = True
    box: Box
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that breaks off is no news: the tests break some."""


@contextmanager
def serving(box: Box, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve a box until the block ends; gives the port."""
    with Server(("127.0.0.1", 0), Talk) as server:
        server.box, server.context = box, context
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join(5)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side with a certificate for localhost that nobody vouches for, and the certificate's file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context, files[0]
