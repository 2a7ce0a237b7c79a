"""Acknowledging a form: by click, or by word with who confirmed it to whom. A mail that was sent is neither (B1)."""

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.actions.written import line
from herringbone.work.models import Acknowledgement, Routing
from herringbone.work.rules import acknowledges, may_acknowledge, may_reroute, may_work_on_routing


@action("form acknowledged", may=may_acknowledge)
def acknowledge_form(*, by: Person, routing: Routing) -> Done[Acknowledgement]:
    """The person whom the form names, or whoever stands in for them, has read it and can do it."""
    return _acknowledge(routing, confirmed_by=by, noted_by=by)


@action("form acknowledged by word", may=may_work_on_routing)
def acknowledge_by_word(
    *, by: Person, routing: Routing, how: str, confirmed_by: Person | None = None
) -> Done[Acknowledgement]:
    """Somebody else notes that the named person (or `confirmed_by`, who stands in) confirmed it to them, and how."""
    confirmed_by = confirmed_by or routing.person
    refuse_unless(
        acknowledges(confirmed_by, routing),
        _("%(person)s is not named on the form and covers for nobody who is") % {"person": confirmed_by},
        "confirmed_by",
    )
    refuse_unless(
        confirmed_by != by, _("What you confirm yourself is acknowledged by a click, not by word"), "confirmed_by"
    )
    how = line(how, "how", 200, _("Say how it was confirmed to you: on the telephone, in the studio"))
    return _acknowledge(routing, confirmed_by=confirmed_by, noted_by=by, how=how)


def _acknowledge(routing: Routing, *, confirmed_by: Person, noted_by: Person, how: str = "") -> Done[Acknowledgement]:
    first = Acknowledgement.objects.select_related("confirmed_by").filter(routing=routing).first()
    said = _("%(person)s has acknowledged this form already")
    refuse_unless(first is None, said % {"person": first and first.confirmed_by})
    acknowledgement = Acknowledgement.objects.create(
        routing=routing, confirmed_by=confirmed_by, noted_by=noted_by, how=how, at=clock.now()
    )
    return Done(
        acknowledgement,
        {"form": routing.form_id, "person": routing.person_id, "confirmed_by": confirmed_by.pk, "by_word": bool(how)},
    )


@action("acknowledgement asked for", may=may_work_on_routing)
def nudge(*, by: Person, routing: Routing) -> Done[Routing]:
    """Remind the person whom a form names: they are told of it, and the reminder stands in the record."""
    waits = not Acknowledgement.objects.filter(routing=routing).exists()
    refuse_unless(waits, _("%(person)s has acknowledged this form already") % {"person": routing.person})
    return Done(routing, {"form": routing.form_id, "person": routing.person_id})


@action("form handed on", may=may_reroute)
def reroute_form(*, by: Person, routing: Routing, to: Person) -> Done[Routing]:
    """Let somebody else acknowledge in the named person's place."""
    routing.refresh_from_db()
    refuse_unless(
        not Acknowledgement.objects.filter(routing=routing).exists(),
        _("%(person)s has acknowledged this form already") % {"person": routing.person},
    )
    refuse_unless(to.is_active, _("%(person)s has left the agency") % {"person": to}, "to")
    refuse_unless(
        may_see(to, routing.form.client),
        _("%(person)s is not on the client's team and could not open it") % {"person": to},
        "to",
    )
    same = Routing.objects.filter(form=routing.form_id, person=to).exclude(pk=routing.pk)
    refuse_unless(not same.exists(), _("%(person)s is named on the form already") % {"person": to}, "to")
    was = routing.person_id
    routing.person = to
    routing.save(update_fields=["person"])
    return Done(routing, {"form": routing.form_id, "was": was, "person": to.pk})
