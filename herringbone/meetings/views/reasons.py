"""What a meeting is called for, where it is called from a job or a change form: who is asked, and what is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from herringbone.meetings.actions import call_about_change, call_kick_off
from herringbone.meetings.models import Meeting
from herringbone.meetings.queries.kick_offs import who_starts
from herringbone.people.models import Person
from herringbone.people.pages import Asked, one_visible
from herringbone.people.rules import visible_to
from herringbone.work.models import Change, Job


@dataclass(frozen=True)
class Reason:
    """The kick-off of a job, or (`change` given) a change form that is to be talked over."""

    job: Job
    change: Change | None = None

    @property
    def heading(self) -> str:
        """What the page is called."""
        words = {"job": self.job.name}
        if self.change:
            return _("Change %(number)s of %(job)s") % {"number": self.change.number or "", **words}
        return _("Kick-off, %(job)s") % words

    @property
    def back(self) -> str:
        """Where it came from."""
        return reverse("change", args=[self.change.pk]) if self.change else reverse("job", args=[self.job.number])

    def begun(self, person: Person) -> dict[str, Any]:
        """What the form is filled with."""
        people = [person.pk, *who_starts(self.job, self.change)]
        inside = {"internal": True, "planning": True}
        return {"topic": self.heading[:200], "job": self.job.pk, "people": [*dict.fromkeys(people)], **inside}

    def call(self, by: Person, once: str, given: dict[str, Any]) -> Meeting:
        """Call it."""
        if self.change:
            return call_about_change(by=by, change=self.change, once=once, **given)
        return call_kick_off(by=by, job=self.job, once=once, **{name: given[name] for name in given if name != "job"})


def reason_of(request: Asked) -> Reason | None:
    """What the address says that the meeting is for; not found where the reader does not see it."""
    if number := request.GET.get("kick-off", ""):
        jobs = visible_to(request.person, Job).select_related("client", "form")
        return Reason(one_visible(request, jobs, number=number))
    if pk := request.GET.get("change", ""):
        seen = visible_to(request.person, Change).select_related("job__client", "job__form", "form__client")
        change = one_visible(request, seen, pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 18 else 0)
        return Reason(change.job, change)
    return None
