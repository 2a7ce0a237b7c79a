"""How stages read, and how what happened on a job reads in the client's thread."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.wording import dates
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import Words

STAGES = {
    "submitted": pgettext_lazy("stage of a job", "Submitted"),
    "in work": pgettext_lazy("stage of a job", "In work"),
    "on hold": pgettext_lazy("stage of a job", "On hold"),
    "delivered": pgettext_lazy("stage of a job", "Delivered"),
    "billed": pgettext_lazy("stage of a job", "Billed"),
    "closed": pgettext_lazy("stage of a job", "Closed"),
    "cancelled": pgettext_lazy("stage of a job", "Cancelled"),
}
MOVED = {
    "submitted": gettext_lazy("Back to where the form put it"),
    "in work": gettext_lazy("Work began"),
    "on hold": gettext_lazy("Put on hold"),
    "delivered": gettext_lazy("Delivered"),
    "billed": gettext_lazy("Billed"),
    "closed": gettext_lazy("Closed"),
    "cancelled": gettext_lazy("Cancelled"),
}


def stage_word(key: str) -> str:
    """A stage in the reader's language."""
    return str(STAGES.get(key, key))


def job_url(number: str) -> str:
    """The page of a job; nothing for an entry without one."""
    return link("job", number) if number else ""


def _day(iso: str) -> str:
    return dates.week_day(date.fromisoformat(iso), clock.now())


def form_submitted(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = _("New job: %(name)s") % {"name": facts["name"]}
    if facts.get("asked_by"):
        body = _("%(number)s, asked for by %(contact)s") % {"number": facts["number"], "contact": facts["asked_by"]}
    else:
        body = facts["number"]
    return Words(title, body, job_url(facts["number"]), _("New job"))


def job_brought_in(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = _("Brought in: %(name)s") % {"name": facts["name"]}
    body = f"{facts['number']} · {facts['evidence']}"
    return Words(title, body, job_url(facts["number"]), pgettext("a job", "Brought in"))


def stage_moved(entry: ThreadEntry) -> Words:
    facts = entry.facts
    what = str(MOVED.get(facts["to"], facts["to"]))
    title = _("%(what)s: %(name)s") % {"what": what, "name": facts["name"]}
    return Words(title, " · ".join(filter(None, [facts["number"], facts["why"]])), job_url(facts["number"]), what)


def milestone_moved(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = _("%(name)s moved to %(day)s") % {"name": facts["name"], "day": _day(facts["to"])}
    body = _("Was %(day)s. %(why)s") % {"day": _day(facts["was"]), "why": facts["why"]}
    return Words(title, body, job_url(facts["number"]))


def milestone_reached(entry: ThreadEntry) -> Words:
    facts = entry.facts
    body = _("Promised for %(day)s") % {"day": _day(facts["on"])}
    return Words(_("%(name)s reached") % {"name": facts["name"]}, body, job_url(facts["number"]))


def client_waited_for(entry: ThreadEntry) -> Words:
    facts = entry.facts
    who = facts["contact"]
    title = _("Asked %(contact)s: %(what)s") if who else _("Asked for: %(what)s")
    return Words(title % {"contact": who, "what": facts["what"]}, facts["number"], job_url(facts["number"]))


def client_asked_again(entry: ThreadEntry) -> Words:
    facts = entry.facts
    who = facts["contact"]
    title = _("Asked %(contact)s again: %(what)s") if who else _("Asked again for: %(what)s")
    return Words(title % {"contact": who, "what": facts["what"]}, facts["number"], job_url(facts["number"]))


def waiting_ended(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = _("Came in: %(what)s") % {"what": facts["what"]}
    return Words(title, " · ".join(filter(None, [facts["contact"], facts["number"]])), job_url(facts["number"]))


CHANGED = {
    "stage": gettext_lazy("stage"),
    "begins": gettext_lazy("begin of work"),
    "delivered_by": gettext_lazy("delivery"),
    "budget": gettext_lazy("budget"),
    "scope": gettext_lazy("scope"),
    "deliverables": gettext_lazy("deliverables"),
    "milestones": gettext_lazy("milestones"),
}


def change_submitted(entry: ThreadEntry) -> Words:
    facts = entry.facts
    what = ", ".join(str(CHANGED[one]) for one in CHANGED if one in facts["what"])
    words = {"number": facts["change"], "what": what, "name": facts["name"]}
    title, under = _("Change %(number)d of %(name)s: %(what)s") % words, _("Change %(number)d: %(what)s") % words
    return Words(title, " · ".join(filter(None, [facts["number"], facts["why"]])), job_url(facts["number"]), under)


WORDINGS = {
    "change submitted": change_submitted,
    "form submitted": form_submitted,
    "job brought in": job_brought_in,
    "stage moved": stage_moved,
    "milestone moved": milestone_moved,
    "milestone reached": milestone_reached,
    "client waited for": client_waited_for,
    "client asked again": client_asked_again,
    "waiting ended": waiting_ended,
}
