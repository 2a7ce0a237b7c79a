"""A2: who at the agency knows whom at the client, and whose rhythm has run out.

Evidence is a meeting or call with the client that was not called off and that both attended.
"""

from datetime import timedelta

from django.db.models import BigIntegerField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Rhythm
from herringbone.clients.queries.relations import rhythm_in_words
from herringbone.core import clock
from herringbone.core.sql import SecondsLater
from herringbone.core.wording import dates
from herringbone.meetings.models import Attendee, Meeting
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.duties.due import with_due
from herringbone.record.models import Duty, Policy

AMOUNT, UNIT = 2, Policy.Unit.WORKING_DAYS
A_DAY = 86400  # seconds


def met(person: str = "person") -> QuerySet[Meeting]:
    """For a subquery of rhythms: the meetings with the contact, and with the person where the rhythm names one."""
    both = Attendee.objects.filter(meeting=OuterRef("pk"), person=OuterRef("whose"), absent=False)
    rows = Meeting.objects.filter(
        attendees__contact=OuterRef("contact"), attendees__absent=False, withdrawal=None, internal=False
    )
    whose = ExpressionWrapper(OuterRef(person), output_field=BigIntegerField())
    return rows.alias(whose=whose).filter(Q(whose=None) | Exists(both)).order_by("ends", "pk")


def first_time() -> QuerySet[Rhythm, dict[str, object]]:
    """When nobody has met the contact for as long as was agreed, since it was agreed."""
    rows = Rhythm.objects.alias(since=F("begins")).annotate(
        met=Subquery(met().filter(ends__gt=OuterRef("begins")).values("ends")[:1])
    )
    return _owed(rows)


def again() -> QuerySet[Rhythm, dict[str, object]]:
    """And when it has been as long since they were met last."""
    seats = {"contact__attends__absent": False, "contact__attends__meeting__withdrawal": None}
    both = Attendee.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), absent=False)
    rows = (
        Rhythm.objects.filter(**seats, contact__attends__meeting__internal=False)
        .annotate(meeting=F("contact__attends__meeting"), since=F("contact__attends__meeting__ends"))
        .filter(Q(person=None) | Exists(both), since__gt=F("begins"))
        .annotate(met=Subquery(met().filter(ends__gt=OuterRef("since")).values("ends")[:1]))
    )
    return _owed(rows).distinct()


def _owed(rows: QuerySet[Rhythm]) -> QuerySet[Rhythm, dict[str, object]]:
    """Rows with `since` and `met`: owed from when the agreed time is over, until they are met or the rhythm ends."""
    rows = rows.annotate(
        subject=F("pk"), title=F("contact__name"), client_id=F("contact__client"), owner_id=F("person"),
        started=SecondsLater(F("since"), F("every") * A_DAY),
        done=Case(When(Q(ended__isnull=False) & (Q(met=None) | Q(met__gt=F("ended"))), then="ended"), default="met"),
        facts=JSONObject(client="contact__client__name", code="contact__client__code", every="every"),
    ).filter(Q(met=None) | Q(met__gt=F("started")), Q(ended=None) | Q(ended__gt=F("started")))  # fmt: skip
    return with_due(rows, kind="contact_rhythm", amount=AMOUNT, unit=UNIT, office="contact__client__office").values(
        *COLUMNS
    )


def _get_in_touch(duty: Duty) -> Line:
    facts = duty.facts
    since = dates.week_day(duty.started - timedelta(days=facts["every"]), clock.now())
    about = _("%(client)s. Agreed: %(rhythm)s; the last time, or the agreement, was on %(since)s.")
    return Line(
        what=_("Get in touch with %(contact)s") % {"contact": duty.title},
        about=about % {"client": facts["client"], "rhythm": rhythm_in_words(facts["every"]), "since": since},
        url=f"{reverse('capture')}?{urlencode({'client': facts['code'], 'line': f'{duty.title}, '})}",
        do=_("Log the call"),
    )


_FOLLOWED = {
    "clients.Rhythm": "pk", "clients.Contact": "contact", "clients.Client": "contact__client",
    "meetings.Meeting": "contact__attends__meeting", "meetings.Withdrawal": "contact__attends__meeting__withdrawal",
}  # fmt: skip

CONTACT_RHYTHM = Kind(
    name="contact_rhythm",
    row="A2",
    subject=Rhythm,
    rows=first_time,
    follows=_FOLLOWED,
    line=_get_in_touch,
    called=gettext_lazy("First contacts by a rhythm"),
)
CONTACT_RHYTHM_AGAIN = Kind(
    name="contact_rhythm_again",
    row="A2",
    subject=Rhythm,
    rows=again,
    follows=_FOLLOWED,
    line=_get_in_touch,
    called=gettext_lazy("Contacts by a rhythm"),
    length="contact_rhythm",
)
