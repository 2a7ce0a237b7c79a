"""What keeps a form from being submitted: all of it at once, each at its field and with the way out (B1)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.typed import Way, shown_day
from herringbone.core.wording import dates
from herringbone.work.answers import questions, wrong_answers
from herringbone.work.models import Form, JobKind
from herringbone.work.queries.route import route_of
from herringbone.work.queries.unread import Hindrance, unread
from herringbone.work.working_days import closed_on

__all__ = ["Hindrance", "cannot_go_without", "hindrances", "shut"]


def hindrances(form: Form) -> list[Hindrance]:
    """All that stands against submitting this form as it is stored; nothing when it may go."""
    found = [*unread(form), *_missing(form), *_dates(form), *_money(form), *_route(form)]
    if form.kind:
        asked = questions(form.kind.fields)
        wrong = wrong_answers(asked, form.extra, form.client.office.local(clock.now()).date())
        found += [Hindrance(one.field, wrong[one.key]) for one in asked if one.key in wrong]
    return found


def _missing(form: Form) -> Iterator[Hindrance]:
    if not form.name and "name" not in form.unread:
        yield Hindrance("name", _("The job needs a name that people will call it"))
    if form.kind is None:
        yield Hindrance("kind", _("Choose what kind of job it is"))
    elif not form.kind.active:
        yield Hindrance("kind", _("Jobs of this kind are no longer opened"))
    if form.asked_by and form.asked_by.client_id != form.client_id:
        yield Hindrance("asked_by", _("Whoever asked for it must be somebody at this client's"))


def _dates(form: Form) -> Iterator[Hindrance]:
    today = form.client.office.local(clock.now()).date()
    by = form.delivered_by
    if form.begins:
        yield from shut(form.client.office, "begins", form.begins, today)
    if by is None:
        if "delivered_by" not in form.unread:
            yield Hindrance("delivered_by", _("Say by when it is to be delivered"))
        return
    if by < today:
        yield Hindrance("delivered_by", _("That day has passed"))
    else:
        yield from shut(form.client.office, "delivered_by", by, today)
    if form.begins and form.begins > by:
        yield Hindrance("begins", _("Work begins after the job is to be delivered"))


def shut(office: Office, field: str, day: date, today: date) -> Iterator[Hindrance]:
    """A day on which the office does not work, with the working days around it."""
    if free := closed_on(office, day):
        yield Hindrance(field, free.reason, tuple(_way(way) for way in free.ways if way >= today))


def _way(day: date) -> Way:
    return Way(shown_day(day), dates.week_day(day, clock.now()))


def _money(form: Form) -> Iterator[Hindrance]:
    if form.budget is not None and form.currency != form.client.currency:
        said = _("%(client)s is billed in %(currency)s. Write the amount in that currency.")
        yield Hindrance("budget", said % {"client": form.client, "currency": form.client.currency})


def _route(form: Form) -> Iterator[Hindrance]:
    if form.kind:
        named = set(form.departments.values_list("pk", flat=True))
        for department in form.kind.needs.all():
            if department.pk not in named:
                yield Hindrance("departments", cannot_go_without(form.kind, str(department)))
    for stop in route_of(form):
        if stop.wrong:
            yield Hindrance("departments", stop.wrong)


def cannot_go_without(kind: JobKind, department: str) -> str:
    """ "A broadcast job cannot go without Production.", "An event job…", "A PR job…"."""
    name = str(kind)
    name = name if name[:2].isupper() else name[:1].lower() + name[1:]
    words = {"kind": name, "department": department}
    if name[:1] in "aeiou":
        return _("An %(kind)s job cannot go without %(department)s.") % words
    return _("A %(kind)s job cannot go without %(department)s.") % words
