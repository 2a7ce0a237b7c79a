"""What this feature puts into a job's bag: its meetings, and the contact reports in which something of it was said."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from herringbone.core.wording import dates
from herringbone.meetings.models import Issue, Meeting
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.record import files as store
from herringbone.record.editions import rendering
from herringbone.work.bag.contents import Thing, text
from herringbone.work.models import Job


def of_job(job: Job, person: Person) -> Iterator[Thing]:
    """A list of the job's meetings, and each issued report of theirs as the agency keeps it."""
    about = Q(job=job) | Q(report__items__job=job)
    meetings = visible_to(person, Meeting).filter(about, withdrawal=None).distinct().order_by("starts", "pk")
    lines = ["  ".join(filter(None, [_when(one), one.topic, one.place])) for one in meetings.select_related("office")]
    if lines:
        yield Thing(_("Meetings") + ".txt", lambda: text(lines))
    issues = Issue.objects.filter(report__meeting__in=[one.pk for one in meetings]).select_related("inside_edition")
    for issue in issues.order_by("number", "version"):
        name = _("Contact report %(number)d, version %(version)d") % {"number": issue.number, "version": issue.version}
        yield Thing(
            _("Contact reports") + f"/{name}.pdf",
            lambda issue=issue: store.read(rendering(issue.inside_edition).file),  # type: ignore[misc]
        )


def _when(meeting: Meeting) -> str:
    """When it is where it is held: "Wednesday 25 November 2026, 09:30, Milan time"."""
    with timezone.override(meeting.office.wall):
        said = dates.exact(meeting.starts)
    return _("%(when)s, %(office)s time") % {"when": said, "office": meeting.office}
