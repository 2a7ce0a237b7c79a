"""The project-initiation form: begun, saved as often as one likes, submitted or discarded (B1)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Brand, Client, Contact
from herringbone.core import clock
from herringbone.core.merge import Merged, merge_or_ask, plain
from herringbone.core.wording import dates
from herringbone.people.models import Department, Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.actions.written import line, lines
from herringbone.work.models import Form, JobKind, Submission
from herringbone.work.queries.forms import DATES, EDITABLE, RECORDS, values_of
from herringbone.work.queries.unread import LONGEST_LINE, MANY, MOST_PIECES, MOST_ROUNDS
from herringbone.work.rules import may_work, may_work_on_form

LENGTHS = {"name": 200, "asked_how": 200, "currency": 3}


@action("form begun", may=may_work)
def begin_form(*, by: Person, client: Client, **values: Any) -> Done[Form]:
    """Begin a draft for a client, with whatever is known already. It has no number, and nobody is asked yet."""
    form = Form.objects.create(client=client, by=by, begun=clock.now(), saved=clock.now(), currency=client.currency)
    _put(form, {name: plain(value) for name, value in values.items()})
    return Done(form, {"stamp": form.stamp})


@action("form saved", may=may_work_on_form)
def save_form(
    *, by: Person, form: Form, values: Mapping[str, Any], original: Mapping[str, Any] | None = None
) -> Done[Form]:
    """Save a draft. Only fields that differ from `original`, what the page was filled with, are written.

    Raises InConflict where somebody else changed the same field meanwhile; without `original` the values count.
    """
    merged = merged_into(form, values, original)
    return Done(form, {"stamp": form.stamp, "fields": list(merged.mine), "kept": list(merged.theirs)})


def merged_into(form: Form, values: Mapping[str, Any], original: Mapping[str, Any] | None) -> Merged:
    """Merge values into the stored draft and write them. For actions that save before they do more."""
    form.refresh_from_db()
    refuse_unless(not hasattr(form, "change"), _("That is a change form"))
    refuse_if_sent(form)
    stored = values_of(form)
    merged = merge_or_ask(stored if original is None else original, values, stored)
    if merged.mine:
        _put(form, {name: merged.values[name] for name in merged.mine})
    return merged


def refuse_if_sent(form: Form) -> None:
    """Refused once the form was submitted or discarded: who and when."""
    sent = Submission.objects.select_related("by").filter(form=form).first()
    if sent:
        words = {"person": sent.by, "when": dates.moment(sent.at, clock.now())}
        refuse_unless(False, _("%(person)s submitted this form %(when)s. It does not change any more.") % words)
    refuse_unless(form.discarded is None, _("This draft was discarded"))


def _put(form: Form, values: Mapping[str, Any]) -> None:
    """Write plain values into a draft. Records of another client are refused, as if they did not exist."""
    unknown = values.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"A form has no {', '.join(sorted(unknown))}")
    for name, value in values.items():
        if name in RECORDS:
            setattr(form, f"{name}_id", _record(form, name, value))
        elif name in DATES:
            setattr(form, name, date.fromisoformat(value) if value else None)
        elif name in LENGTHS:
            setattr(form, name, line(value, name, LENGTHS[name]))
        elif name == "scope":
            form.scope = lines(value, name)
        elif name == "budget":
            form.budget = _budget(value)
        elif name == "deliverables":
            form.deliverables = deliverables_in(value or [])
        elif name == "departments":
            form.departments.set(Department.objects.filter(pk__in=value or []))
        elif name == "route":
            form.route = route_in(value or {})
        else:
            setattr(form, name, value or {})
    form.stamp += 1
    form.saved = clock.now()
    form.save()


def _record(form: Form, name: str, pk: Any) -> int | None:
    if not pk:
        return None
    if name == "lead":
        person = Person.objects.filter(pk=pk).first()
        seen = person is not None and may_see(person, form.client)
        refuse_unless(seen, _("The lead must be somebody who works on this client"), name)
    else:
        rows: Any = {
            "kind": JobKind.objects,
            "brand": Brand.objects.filter(client=form.client_id),
            "asked_by": Contact.objects.filter(client=form.client_id),
        }[name]
        refuse_unless(rows.filter(pk=pk).exists(), _("Choose one from the list"), name)
    return int(pk)


def _budget(value: str) -> Decimal | None:
    if value == "":
        return None
    amount = Decimal(value)
    refuse_unless(0 <= amount < Decimal(10) ** 12, _("A budget is nought or more"), "budget")
    return amount


def route_in(told: Mapping[str, Any]) -> dict[str, int]:
    """Who is to acknowledge, by department. Refused for whoever neither heads it nor works in it."""
    told = {department: person for department, person in told.items() if person}
    works_in = dict(Person.objects.filter(pk__in=told.values()).values_list("pk", "department"))
    heads = dict(Department.objects.filter(pk__in=told).values_list("pk", "head"))
    for department, person in told.items():
        named = heads.get(int(department)) == person or works_in.get(person) == int(department)
        refuse_unless(int(department) in heads and named, _("Choose one from the list"), "departments")
    return told


def deliverables_in(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines of what is to be delivered, cleaned. Refused where one says nothing, or how many it cannot be."""
    refuse_unless(len(rows) <= MANY, _("No more than %(many)d lines") % {"many": MANY}, "deliverables")
    found = []
    for row in rows:
        quantity, rounds = int(row.get("quantity") or 1), int(row.get("rounds") or 0)
        refuse_unless(1 <= quantity <= MOST_PIECES, _("How many pieces? At least one"), "deliverables")
        refuse_unless(0 <= rounds <= MOST_ROUNDS, _("Between 0 and 99 rounds"), "deliverables")
        what = line(str(row.get("what", "")), "deliverables", LONGEST_LINE, _("Say what is to be delivered"))
        found.append({"what": what, "quantity": quantity, "rounds": rounds})
    return found


@action("form discarded", may=may_work_on_form)
def discard_form(*, by: Person, form: Form) -> Done[Form]:
    """Give up a draft. It stays on file, and nobody is asked anything."""
    form.refresh_from_db()
    refuse_if_sent(form)
    form.discarded = clock.now()
    form.save(update_fields=["discarded"])
    return Done(form, {})
