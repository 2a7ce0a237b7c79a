"""What somebody sees of their own sign-in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from herringbone.people.models import Identity, Person, Viewing

VIEWINGS_SHOWN = 20
# What a browser writes of itself, the surer sign first: others pretend to be Chrome or Safari.
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class OwnSession:
    """One session: in which browser, from where, since when, and whether it is the one that asks."""

    id: int
    browser: str
    address: str
    began: datetime
    seen: datetime
    here: bool


def own_sessions(person: Person, key: str) -> list[OwnSession]:
    """The sessions that still last, this one first. One query."""
    lasting = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    rows = UserSession.objects.filter(Exists(lasting), user=person).order_by("-last_seen_at")
    found = [
        OwnSession(row.pk, browser_of(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == key)
        for row in rows
    ]
    return sorted(found, key=lambda session: not session.here)


def browser_of(agent: str) -> str:
    """Browser and system in two words, as far as they say so."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system)))


@dataclass(frozen=True)
class WaysIn:
    """Which ways in a person has, beside the password."""

    codes: bool
    passkeys: int
    company: datetime | None  # since when the account of the house is bound


def ways_in(person: Person) -> WaysIn:
    """One query; two where people sign in with an account of the house."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    bound = None
    if settings.OIDC:
        bound = Identity.objects.filter(person=person, released=None).values_list("bound", flat=True).first()
    return WaysIn(Authenticator.Type.TOTP in kinds, kinds.count(Authenticator.Type.WEBAUTHN), bound)


def who_viewed(person: Person) -> list[Viewing]:
    """Who has looked through this person's eyes, with the reason given; the newest first. One query."""
    rows = Viewing.objects.filter(person=person).select_related("by").order_by("-begins")
    return list(rows[:VIEWINGS_SHOWN])
