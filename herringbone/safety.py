"""What production refuses to start with. Each reason is a sentence that says what to do."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from herringbone import data_folder
from herringbone.commands.failure import Failed
from herringbone.core import instance
from herringbone.environment import Mode

SHORTEST_KEY = 40
GUESSABLE = ("django-insecure", "changeme", "change-me", "secret", "password")
LOCAL = ("localhost", "127.0.0.1", "::1")
SHARED_CACHES = ("DatabaseCache", "RedisCache", "PyMemcacheCache", "PyLibMCCache")


class Unsafe(Failed):
    """Production will not start; `reasons` are for the administrator's eyes."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("Production does not start like this:" + "".join(f"\n  - {reason}" for reason in reasons))
        self.reasons = reasons


def refuse_unsafe() -> None:
    """Let production start only where nothing stands against it. Raises Unsafe with every reason at once."""
    if settings.MODE is Mode.PRODUCTION and (reasons := list(reasons_against())):
        raise Unsafe(reasons)


def reasons_against() -> Iterator[str]:
    """Everything that stands against starting in production."""
    yield from _of_debugging()
    yield from _of_keys()
    yield from _of_addresses()
    yield from _of_provider()
    yield from _of_storage()
    yield from _of_accounts()


def _of_debugging() -> Iterator[str]:
    if settings.DEBUG:
        yield "HERRINGBONE_DEBUG is on: pages would show the program's insides. Unset it."
    if "HERRINGBONE_NOW" in os.environ:
        yield "HERRINGBONE_NOW is set: only the demo has a clock of its own. Unset it."


def _of_keys() -> Iterator[str]:
    for name, variable, key in (
        ("secret key", "HERRINGBONE_SECRET_KEY", _secret_key()),
        ("encryption key", "HERRINGBONE_ENCRYPTION_KEY", settings.ENCRYPTION_KEY),
    ):
        if not key:
            yield (
                f"There is no {name} in {settings.DATA}. Run `herringbone init` for a new agency; for a restored one, "
                f"put its key file back or set {variable}."
            )
        elif len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.lower().startswith(GUESSABLE):
            yield (
                f"The {name} is short or easy to guess. Use at least {SHORTEST_KEY} random characters: unset "
                f"{variable} and let `herringbone init` make one."
            )


def _of_addresses() -> Iterator[str]:
    if not settings.BASE_URL_TOLD:
        yield (
            "HERRINGBONE_BASE_URL is not set. Every link in a mail begins with it: set it to the address that people "
            "type, such as https://herringbone.example.com."
        )
    elif not settings.HTTPS and urlsplit(settings.BASE_URL).hostname not in LOCAL:
        yield f"HERRINGBONE_BASE_URL is {settings.BASE_URL}: beyond this machine it must begin with https://."
    if settings.IMAP and settings.IMAP.tls == "none" and settings.IMAP.host not in LOCAL:
        yield (
            "IMAP_URL begins with imap://: its password and all mail would go over the line in the open. Use imaps://, "
            "or add ?tls=starttls."
        )
    if any(host.strip() in ("*", ".") for host in settings.ALLOWED_HOSTS):
        yield "HERRINGBONE_HOSTS holds *: anybody could forge links in mails. Name the hosts, or unset it."
    if settings.TRUSTED_PROXIES_TOLD is None:
        yield (
            "HERRINGBONE_TRUSTED_PROXIES is not set. Set it to the number of reverse proxies in front of the program "
            "(usually 1; 0 for none): with a wrong number everybody shares one address, or anybody forges theirs."
        )


def _of_provider() -> Iterator[str]:
    told = settings.OIDC
    if told and not told.issuer.startswith("https://") and urlsplit(told.issuer).hostname not in LOCAL:
        yield f"HERRINGBONE_OIDC_ISSUER is {told.issuer}: whoever sits between could sign in as anybody. Use https://."


def _of_storage() -> Iterator[str]:
    backend = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    if backend not in SHARED_CACHES:
        yield f"The cache is {backend}, which every process has for itself: a used sign-in code would work again."
    if settings.FILES_BUCKET and not settings.FILES_BUCKET.is_private:
        yield "FILES_URL says tls=none: beyond this machine files must go to the store over https. Take tls=none out."
    for path in data_folder.readable_by_others(settings.DATA):
        mode = "700" if path.is_dir() else "600"
        yield f"{path} can be opened by other users of this machine. Run: chmod {mode} {path}"


def _of_accounts() -> Iterator[str]:
    try:
        demo = instance.of_database().startswith(instance.DEMO)
    except DatabaseError:
        yield (
            f"The database at {instance.address()} is not there or is not set up. Run `herringbone init` for a new "
            "agency, or `herringbone migrate` after an upgrade."
        )
        return
    if demo:
        yield (
            "This database is the demo agency's, whose passwords everybody knows. Set HERRINGBONE_DATA or DATABASE_URL "
            "to another place and run `herringbone init`."
        )


def _secret_key() -> str:
    """Django raises on an empty SECRET_KEY when it is asked for."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""
