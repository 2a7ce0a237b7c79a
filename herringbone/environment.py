"""What the program is told by its surroundings: environment variables and the data folder. Knows nothing of Django.

Every variable is described in docs/administrator.md.
"""

import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

OIDC = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "ONLY")


class Mode(StrEnum):
    """How the program runs. Only production is for real data, and it alone refuses to start unsafe."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class BadSetting(Exception):
    """A variable holds what cannot be read; the text names it and says what it may hold."""


def mode() -> Mode:
    """HERRINGBONE_MODE, else production. Raises BadSetting."""
    told = os.environ.get("HERRINGBONE_MODE", Mode.PRODUCTION)
    try:
        return Mode(told)
    except ValueError:
        raise BadSetting(f"HERRINGBONE_MODE is “{told}”. It may be production, demo or test.") from None


def data_folder() -> Path:
    """HERRINGBONE_DATA, else `var/agency` below the working folder: database, files, keys."""
    return Path(os.environ.get("HERRINGBONE_DATA") or "var/agency").absolute()


def whole_number(name: str) -> int | None:
    """A variable that holds a whole number, or None when it is not set. Raises BadSetting."""
    told = os.environ.get(name, "")
    if not told:
        return None
    if not told.isdecimal():
        raise BadSetting(f"{name} is “{told}”. It must be a whole number.")
    return int(told)


def secret(name: str, file: Path) -> str:
    """A key from a variable, else from a file in the data folder; empty where there is neither."""
    if told := os.environ.get(name):
        return told
    return file.read_text().strip() if file.is_file() else ""


def database(url: str) -> dict[str, Any]:
    """Read `sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket` into Django's form.

    Raises BadSetting.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(f"/{parts.path.lstrip('/')}")
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    given = parse_qs(parts.query)
    (prepare,) = given.pop("prepare_threshold", ["3"])[:1]
    options = {
        # Shorter than a person's patience: a page that cannot reach or write answers that it could not.
        "connect_timeout": "5",
        # Most queries read the same from call to call (`core.compiled`): the server plans them once a connection.
        "server_side_binding": True,
        "prepare_threshold": int(prepare) if prepare.isdigit() else None,
        # On the disks of today a page read out of order costs hardly more; 4, the server's own, is for turning ones.
        # What is prepared is planned once, whatever the server thinks it would gain by planning each time: for the
        # list of jobs that took four times as long as answering. None of ours is worth being made machine code first.
        "options": "-c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan -c jit=off -c lock_timeout=8s"
        " -c idle_in_transaction_session_timeout=60s",
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": given.pop("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "OPTIONS": options | {name: values[0] for name, values in given.items()},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def on_sqlite() -> bool:
    """Whether the agency's database is a file of its own, as long as DATABASE_URL names no server."""
    return urlsplit(os.environ.get("DATABASE_URL") or "sqlite:").scheme == "sqlite"


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction takes the write lock when it begins, so it never dies upgrading from read to write.
            "transaction_mode": "IMMEDIATE",
            # Shorter than a person's patience: a page that cannot write answers that it could not.
            "timeout": 8,
            # Without recursive_triggers, INSERT OR REPLACE walks past the triggers that freeze editions.
            # Each thread has a connection: what SQLite keeps for each makes up a quarter of a web process otherwise.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
                "PRAGMA cache_size=-500;"
            ),
            "cached_statements": 16,
        },
        "CONN_MAX_AGE": 600,
        # A file and not memory, because the tests of concurrency open one connection per thread.
        "TEST": {"NAME": f"{path}.test"},
    }


def address(name: str) -> str:
    """One mail address, or nothing where the variable is not set. Raises BadSetting."""
    told = os.environ.get(name, "").strip()
    if told and not re.fullmatch(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+", told):
        raise BadSetting(f"{name} is “{told}”. It must be one mail address.")
    return told


def files(url: str) -> "Bucket | Path":
    """Read `file:///folder` or `s3://key:secret@host:port/bucket/prefix?region=…&tls=none&style=host`.

    Raises BadSetting.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return Path(unquote(parts.path))
    name, _, prefix = unquote(parts.path).strip("/").partition("/")
    if parts.scheme != "s3" or not parts.hostname or not name:
        raise BadSetting("FILES_URL must be s3://key:secret@host/bucket?region=…, or file:///folder.")
    if bool(parts.username) != bool(parts.password):
        raise BadSetting("FILES_URL has a key without its secret, or a secret without its key.")
    told = {one: values[-1] for one, values in parse_qs(parts.query).items()}
    if unknown := set(told) - {"region", "tls", "style"}:
        raise BadSetting(f"FILES_URL says {', '.join(sorted(unknown))}. Only region, tls and style are known.")
    if told.get("tls", "yes") not in ("yes", "none") or told.get("style", "path") not in ("path", "host"):
        raise BadSetting("In FILES_URL, tls may be yes or none, and style may be path or host.")
    return Bucket(
        endpoint=f"{'http' if told.get('tls') == 'none' else 'https'}://{parts.netloc.rpartition('@')[2]}",
        name=name,
        prefix=f"{prefix}/" if prefix else "",
        region=told.get("region", ""),
        key=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
        path_style=told.get("style", "path") == "path",
    )


@dataclass(frozen=True)
class Bucket:
    """A bucket, or what in it has names that begin with `prefix`, and how to come in.

    Without a key, what speaks S3 looks for one itself: in `AWS_…` variables, or in what the machine is given.
    """

    endpoint: str
    name: str
    prefix: str = ""
    region: str = ""
    key: str = ""
    secret: str = field(default="", repr=False)
    path_style: bool = True

    @property
    def is_private(self) -> bool:
        """Whether what goes there is encrypted on its way, or does not leave this machine."""
        parts = urlsplit(self.endpoint)
        return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Provider:
    """Where the agency's people have an account with which they sign in (OpenID Connect), and who we are there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""  # what people call it
    only: bool = False  # passwords and passkeys are for administrators alone


def provider() -> Provider | None:
    """The HERRINGBONE_OIDC_… variables; None where no issuer is named. Raises BadSetting."""
    told = {name: os.environ.get(f"HERRINGBONE_OIDC_{name}", "").strip() for name in OIDC}
    if told["ONLY"] not in ("", "0", "1"):
        raise BadSetting(f"HERRINGBONE_OIDC_ONLY is “{told['ONLY']}”. It may be 1, or 0.")
    if not told["ISSUER"]:
        if named := [name for name in OIDC if told[name]]:
            raise BadSetting(f"HERRINGBONE_OIDC_{named[0]} is set, but HERRINGBONE_OIDC_ISSUER is not.")
        return None
    if not told["ISSUER"].startswith(("https://", "http://")):
        raise BadSetting("HERRINGBONE_OIDC_ISSUER must be an address that begins with https://.")
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        if not told[name]:
            raise BadSetting(f"HERRINGBONE_OIDC_ISSUER is set, but HERRINGBONE_OIDC_{name} is not.")
    return Provider(told["ISSUER"], told["CLIENT_ID"], told["CLIENT_SECRET"], told["NAME"], only=told["ONLY"] == "1")


def mail(url: str) -> dict[str, Any]:
    """Read `smtp://user:password@host:port?tls=starttls`, `file:///folder` or `memory://` into Django's settings.

    `tls` is `starttls`, `ssl` or `none`; not given, port 465 means ssl, 25 none and any other starttls.
    Raises BadSetting.
    """
    parts = urlsplit(url)
    if parts.scheme == "memory":
        return {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "herringbone.core.eml.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme != "smtp" or not parts.hostname:
        raise BadSetting("EMAIL_URL must be smtp://user:password@host:port?tls=starttls, or file:///folder.")
    port = parts.port or 587
    usual = {465: "ssl", 25: "none"}.get(port, "starttls")
    tls = parse_qs(parts.query).get("tls", [usual])[0]
    if tls not in ("starttls", "ssl", "none"):
        raise BadSetting(f"EMAIL_URL says tls={tls}. It may be starttls, ssl or none.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls == "starttls",
        "EMAIL_USE_SSL": tls == "ssl",
        "EMAIL_TIMEOUT": 20,
    }


@dataclass(frozen=True)
class Mailbox:
    """The folder of an IMAP server to which answers come. `tls` is `ssl`, `starttls` or `none`."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)  # so that no log holds it
    folder: str
    tls: str

    @property
    def name(self) -> str:
        """Which mailbox it is, without whose password it takes."""
        return f"{self.user}@{self.host}/{self.folder}"[:200]


def mailbox(url: str) -> Mailbox | None:
    """Read `imaps://user:password@host:993/folder`, or `imap://…?tls=starttls`; None where nothing is told.

    Without a folder it is INBOX; `imap://` alone is not encrypted. Raises BadSetting, which never quotes the address.
    """
    if not url:
        return None
    parts = urlsplit(url)
    ports = {"imaps": 993, "imap": 143}
    tls = parse_qs(parts.query).get("tls", ["ssl" if parts.scheme == "imaps" else "none"])[0]
    try:
        port = parts.port
    except ValueError:
        port = 0
    folder = unquote(parts.path.removeprefix("/")) or "INBOX"
    fits = (parts.scheme == "imaps" and tls == "ssl") or (parts.scheme == "imap" and tls in ("starttls", "none"))
    if not fits or not parts.hostname or port == 0 or not parts.username or parts.password is None:
        raise BadSetting("IMAP_URL must be imaps://user:password@host:993/folder, or imap://… with ?tls=starttls.")
    if not (folder.isascii() and folder.isprintable()):
        raise BadSetting("IMAP_URL names a folder with letters beyond ASCII. Name one without, such as INBOX.")
    user, password = unquote(parts.username), unquote(parts.password)
    return Mailbox(parts.hostname, port or ports[parts.scheme], user, password, folder, tls)
