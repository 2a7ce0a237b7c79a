"""The rooms of the site, in the order of the rail. Only what exists is shown."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.desk.queries.duties import counts_of
from herringbone.people.rules import may_administer

# Addresses that belong to a room without standing below it.
OF_CLIENTS = (
    "/contacts/",
    "/links/",
    "/import/clients/",
    "/import/contacts/",
    "/messages/",
    "/entities/",
    "/brands/",
    "/conversations/",
    "/waitings/",
    "/merges/",
    "/rhythms/",
)
OF_JOBS = (
    "/forms/",
    "/tasks/",
    "/import/jobs/",
    "/routings/",
    "/bags/",
    "/batches/",
    "/changes/",
    "/deliverables/",
    "/milestones/",
    "/job-kinds/",
    "/kick-offs/",
)
OF_REPORTS = (
    "/status-reports/",
    "/weekly-meetings/",
    "/turns/",
    "/record/",
    "/objections/",
    "/readers/",
    "/asks/",
    "/asked-lines/",
    "/proposals/",
)
OF_PEOPLE = ("/walls/", "/four-eyes/", "/invitations/", "/import/people/")


@dataclass(frozen=True)
class Room:
    """One entry of the rail. `key` is the letter after `g`; `count` stands beside the label when it is not 0."""

    label: str
    url: str
    icon: str
    key: str
    current: bool
    count: int = 0
    count_state: str = ""


def rooms(request: Any) -> list[Room]:
    """What this person may go to. One query, for what is late and unread."""
    late, unread = counts_of(request.person, request.standing, clock.now())
    path = getattr(request, "stands_at", request.path)

    def room(label: str, url: str, icon: str, key: str, *also: str, count: int = 0) -> Room:
        here = any(path.startswith(one) for one in (url, *also))
        return Room(label, url, icon, key, here, count, "late" if count else "")

    found = [
        room(_("Desk"), link("desk"), "lamp-desk", "g d", "/duties/", count=late),
        room(_("Clients"), link("clients"), "building-2", "g c", *OF_CLIENTS),
        room(_("Jobs"), link("jobs"), "briefcase", "g j", *OF_JOBS),
        room(_("Calendar"), link("meetings"), "calendar", "g m", "/calls/", "/import/meetings/", "/calendar/"),
        room(_("Reports"), link("contact_reports"), "chart-line", "g r", *OF_REPORTS),
        room(_("People"), link("people"), "users", "g p", *OF_PEOPLE),
    ]
    if unread:
        url = link("notifications")
        found.append(Room(_("Notifications"), url, "bell", "g n", path.startswith(url), unread))
    if may_administer(request.person):
        found.append(room(_("Administration"), link("administration"), "settings", "g a", "/security-log/"))
    return found
