"""What the administrator may know: who came and went, who may do what, what was refused. No client's business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from herringbone.core import clock
from herringbone.people.models import Department, Person, SecondLook, Viewing, Wall, WallName
from herringbone.people.queries.four_eyes import WALLS
from herringbone.people.wording import ROLES, role_in_words
from herringbone.record.models import Denial, Event

PAGE = 50
DEPARTMENT, LOOK = Department._meta.label, SecondLook._meta.label
Behind = dict[tuple[str, int], Any]
What = SecondLook.What
# The events of the agency's own chain that concern security, and how they read.
WORDS: dict[str, Promise] = {
    "signed in": _("Signed in"),
    "signed out": _("Signed out"),
    "sign-in shut": _("Shut out for a while after wrong passwords"),
    "way in changed": _("Changed a way in"),
    "sessions ended": _("Ended own sessions"),
    "person added": _("Entered a person"),
    "person changed": _("Changed a person"),
    "person left": _("Let a person go"),
    "person back": _("Took a person back"),
    "company account bound": _("Joined the company account to a sign-in"),
    "company account released": _("Released a company account"),
    "person invited": _("Invited"),
    "invitation revoked": _("Withdrew an invitation"),
    "way in shown": _("Had the link of an invitation shown"),
    "invitation answered": _("Answered an invitation"),
    "everything handed over": _("Handed everything over"),
    "role given": _("Gave a role in the agency"),
    "role ended": _("Ended a role in the agency"),
    "department added": _("Added a department"),
    "department's head set": _("Set a department’s head"),
    "wall raised": _("Raised a wall"),
    "wall lowered": _("Lowered a wall"),
    "named on wall": _("Named somebody on a wall"),
    "taken off wall": _("Took somebody off a wall"),
    "second look asked for": _("Asked for a second pair of eyes"),
    "second look agreed to": _("Agreed to what another asked"),
    "second look refused": _("Refused what was asked, or took it back"),
    "everything exported": _("Exported everything"),
    "copy promoted": _("Promoted this copy"),
    "viewing begun": _("Began to look as somebody else"),
    "viewing ended": _("Stopped looking as somebody else"),
    "webhook made": _("Made a webhook"),
    "webhook changed": _("Changed a webhook"),
    "webhook's secret changed": _("Changed the secret of a webhook"),
    "webhook tested": _("Sent a test to a webhook"),
    "webhook stopped": _("Stopped a webhook"),
    "webhook let go on": _("Let a webhook go on"),
    "webhook ended": _("Ended a webhook"),
    "deliveries sent again": _("Sent what a webhook had once more"),
}
REFUSED = {
    "sign-in: password": _("Wrong password"),
    "sign-in: code": _("Wrong code at the second step"),
    "sign-in: company account": _("Company account not let in"),
    "sign-in: not by company account": _("Came by another way than the company account"),
}
# By what somebody came in, and which way in was changed, by the words that the events keep.
METHODS: dict[str, Promise] = {
    "password": _("by password"), "passkey": _("by passkey"), "reset": _("by the link for a new password"),
    "invitation": _("by an invitation"), "demo": _("by the demo’s door"), "company account": _("by company account"),
    "other": _("otherwise"),
}  # fmt: skip
WAYS: dict[str, Promise] = {
    "password": _("password"), "totp": _("codes of an app"), "webauthn": _("passkey"),
    "recovery_codes": _("recovery codes"),
}  # fmt: skip
DONE_TO_A_WAY: dict[str, str | Promise] = {
    "": "%(way)s", "added": _("%(way)s, new"), "removed": _("%(way)s, taken away"), "renewed": _("%(way)s, made anew"),
}  # fmt: skip

# What a second pair of eyes was asked for. Of a wall the log gives no reason: that is a client's business.
LOOKED_AT: dict[str, Promise] = {
    What.RAISE: _("to raise a wall"), What.LOWER: _("to lower a wall"), What.EXPORT: _("to export everything"),
    What.PROMOTE: _("to promote a copy"), What.ROLE: _("to give themself a role in the agency"),
}  # fmt: skip


@dataclass(frozen=True)
class Noted:
    """One line of the log. `about` is the person concerned where there is one; `detail` a fixed word or a number."""

    at: datetime
    what: str | Promise
    by: str
    about: str
    detail: str
    refused: bool


def security_log(before: datetime | None, only: str = "", person: int | None = None) -> list[Noted]:
    """A page of it, the newest first, older than `before`. `only` is "refused" or "done". At most five queries."""
    events = Event.objects.filter(client=None, verb__in=list(WORDS)).select_related("by").order_by("-at", "-pk")
    denials = Denial.objects.select_related("by").order_by("-at", "-pk")
    if before:
        events, denials = events.filter(at__lt=before), denials.filter(at__lt=before)
    if person:
        events, denials = events.filter(by=person), denials.filter(by=person)
    done: list[Event | Denial] = [] if only == "refused" else list(events[:PAGE])
    refused: list[Event | Denial] = [] if only == "done" else list(denials[:PAGE])
    rows = sorted(done + refused, key=lambda row: row.at, reverse=True)[:PAGE]
    names, behind = _names(rows), _behind(rows)
    return [_noted(row, names, behind) for row in rows]


def _concerned(row: Event | Denial) -> int | None:
    """The id of the person whom a row is about, other than who did it."""
    if row.subject_label == "people.Person":
        return row.subject_id
    key = "head" if row.subject_label == DEPARTMENT else "person"
    told = row.particulars.get(key) if isinstance(row, Event) else None
    return told if isinstance(told, int) else None


def _names(rows: Sequence[Event | Denial]) -> dict[int, str]:
    wanted = {one for row in rows if (one := _concerned(row))}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _behind(rows: Sequence[Event | Denial]) -> Behind:
    """The departments and the second looks that the events of these rows tell of. Two queries at most."""
    done = [row for row in rows if isinstance(row, Event)]
    of_departments = {row.subject_id for row in done if row.subject_label == DEPARTMENT}
    of_looks = {pk for row in done if (pk := _look(row))}
    return {
        **{(DEPARTMENT, pk): one for pk, one in Department.objects.in_bulk(of_departments).items()},
        **{(LOOK, pk): one for pk, one in SecondLook.objects.in_bulk(of_looks).items()},
    }


def _look(event: Event) -> int | None:
    """The second look that an event tells of, or under which it was done."""
    if event.subject_label == LOOK:
        return event.subject_id
    return event.particulars.get("look") if event.verb in (What.EXPORT, What.PROMOTE) else None


def _noted(row: Event | Denial, names: dict[int, str], behind: Behind) -> Noted:
    concerned = _concerned(row)
    told_of = concerned and (concerned != row.by_id or row.subject_label == DEPARTMENT)
    about = names.get(concerned, "") if concerned and told_of else ""
    by = row.by.name if row.by else ""
    if isinstance(row, Denial):
        what = REFUSED.get(row.verb) or _("May not: %(verb)s") % {"verb": row.verb}
        subject = "" if row.subject_label in ("", "people.Person") else f"{row.subject_label} {row.subject_id}"
        return Noted(row.at, what, by, about, subject, True)
    told = row.particulars
    detail = _way_in(str(told.get("method", "")), str(told.get("change", "")))
    if look := behind.get((LOOK, _look(row) or 0)):
        detail = _of_look(row, look)
    elif department := behind.get((DEPARTMENT, row.subject_id if row.subject_label == DEPARTMENT else 0)):
        nobody = row.verb == "department's head set" and told.get("head") is None
        detail = _("%(department)s: nobody") % {"department": department.name} if nobody else department.name
    elif told.get("kind") in ROLES:
        detail = role_in_words(told["kind"])
    elif row.subject_label in (Wall._meta.label, WallName._meta.label):
        detail = _("wall %(number)s") % {"number": told.get("wall", row.subject_id)}
    return Noted(row.at, WORDS[row.verb], by, about, str(detail), False)


def _of_look(event: Event, look: SecondLook) -> str:
    said = [str(LOOKED_AT[look.what])] if event.subject_label == LOOK else []
    if look.what == What.ROLE:
        said.append(role_in_words(look.particulars["kind"]))
    return ": ".join([*said, *([look.why] if look.what not in WALLS else [])])


def _way_in(method: str, change: str) -> str:
    if method:
        return str(METHODS.get(method, method))
    way, _sign, done = change.partition(" ")
    return str(DONE_TO_A_WAY[done]) % {"way": WAYS[way]} if way in WAYS and done in DONE_TO_A_WAY else change


def viewings() -> list[Viewing]:
    """Those that run now. One query."""
    running = Viewing.objects.filter(ended=None, expires__gt=clock.now())
    return list(running.select_related("by", "person").order_by("-begins"))
