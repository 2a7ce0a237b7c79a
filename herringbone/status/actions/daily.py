"""The daily update to a client (A5): wanted from a day on, sent by mail, or given by a call that is on record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.clients.rules import may_be_mailed
from herringbone.core import clock
from herringbone.core.models import Agency, WorkingDay
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.record.editions import freeze, next_issue, seals
from herringbone.record.effects import enqueue
from herringbone.record.models import Edition, Event
from herringbone.status.documents import wording
from herringbone.status.documents.daily import KIND
from herringbone.status.models import DailyUpdates, Update, UpdateReader
from herringbone.status.queries.daily import wanted_on
from herringbone.status.rules import may_report_to
from herringbone.work.actions import written

CALL = "call logged"


@action("daily updates set", may=may_report_to)
def set_daily_updates(
    *, by: Person, client: Client, wanted: bool, begins: date | None = None
) -> Done[DailyUpdates]:  # fmt: skip
    """Say whether the client is told each working day what happened, from a day on (today, if not given).

    A day whose office has opened already goes by what was said before.
    """
    now = clock.now()
    begins = written.day(client.office, begins or client.office.local(now).date(), "begins", now)
    said = {"wanted": wanted, "begins": begins, "by": by}
    made, _new = DailyUpdates.objects.update_or_create(client=client, at=now, defaults=said)
    return Done(made, {"wanted": wanted, "begins": begins})


@action("daily update sent", may=may_report_to)
def send_update(*, by: Person, client: Client, day: date, text: str, to: Sequence[Contact]) -> Done[Update]:
    """Tell the client by mail what happened up to a day, in the words given: they are frozen as an edition."""
    now = clock.now()
    _refuse_wrong_day(client, day)
    text = written.lines(text, "text")
    refuse_unless(text, _("Say what happened, or that nothing did"), "text")
    chosen = list(Contact.objects.filter(may_be_mailed(), client=client, pk__in=[one.pk for one in to]))
    refuse_unless(chosen, _("Choose somebody at the client’s who gets it"), "to")
    number, version = next_issue(client, KIND)
    data = _data(by, client, day, number, text)
    edition = freeze(
        by=by, client=client, kind=KIND, audience=Edition.Audience.CLIENT, number=number, version=version, data=data
    )
    update = Update.objects.create(client=client, day=day, edition=edition, by=by, at=now)
    for contact in chosen:
        reader = UpdateReader.objects.create(update=update, contact=contact)
        enqueue(KIND, key=f"{KIND}:{reader.pk}", subject=reader, contact=contact)
    facts = {"code": client.code, "day": day, "readers": len(chosen)}
    particulars = {"day": day, "readers": len(chosen), "sealed": seals(edition)}
    return Done(update, particulars, thread=Thread("agency", facts))


@action("daily update given by call", may=may_report_to)
def give_update_by_call(*, by: Person, client: Client, day: date, call: Event) -> Done[Update]:
    """The client was told by telephone: `call` is the event of the call that is on record."""
    now = clock.now()
    _refuse_wrong_day(client, day)
    theirs = call.client_id == client.pk and call.verb == CALL
    begins = WorkingDay.objects.values_list("begins", flat=True).get(office=client.office, date=day)
    refuse_unless(theirs and call.at >= begins, _("Choose a call with this client, on that day or since"), "call")
    update = Update.objects.create(client=client, day=day, call=call, by=by, at=now)
    return Done(update, {"day": day, "call": call.pk})


def _refuse_wrong_day(client: Client, day: date) -> None:
    today = client.office.local(clock.now()).date()
    works = WorkingDay.objects.filter(office=client.office, date=day, working=True).exists()
    refuse_unless(works and day <= today, _("That is no working day of the office until today"))
    setting = wanted_on(client, day)
    refuse_unless(setting and setting.wanted, _("This client has not asked to be told each day"))
    later = Update.objects.filter(client=client, day__gte=day).order_by("day").first()
    refuse_unless(later is None, _("The client has been told of that day already"))


def _data(by: Person, client: Client, day: date, number: int, text: str) -> dict[str, Any]:
    agency = Agency.objects.get()
    return {
        "kind": KIND,
        "language": wording.spoken(client.language),
        "zone": client.office.zone,
        "number": number,
        "issued": clock.now().isoformat(),
        "day": day.isoformat(),
        "agency": {"name": agency.name},
        "client": {"name": client.name, "code": client.code},
        "author": {"name": by.name, "title": by.title, "email": by.email, "phone": by.phone},
        "text": text,
    }
