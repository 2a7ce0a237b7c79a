"""A3: no client without a point person. A4: a client's message is answered."""

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Client, Message
from herringbone.core.models import WorkingDay
from herringbone.people.models import Role
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.duties.due import with_due
from herringbone.record.models import Duty, Policy

WHOEVER_ANSWERS = Value(None, output_field=BigIntegerField())
POINT = Role.Kind.POINT
DAYS = Policy.Unit.WORKING_DAYS


def point_person_gone() -> QuerySet[Role, dict[str, object]]:
    """A gap begins when a point person's role ends and no other one runs; it is closed when the next one starts.

    A role that will end in the future gives a duty that will begin then.
    """
    point = Role.objects.filter(kind=POINT, client=OuterRef("client"))
    runs_on = point.filter(Q(ends=None) | Q(ends__gt=OuterRef("ends")), starts__lte=OuterRef("ends"))
    successor = point.filter(starts__gt=OuterRef("ends")).order_by("starts").values("starts")[:1]
    midnight = WorkingDay.objects.filter(office=OuterRef("client__office"))
    rows = (
        Role.objects.filter(~Exists(runs_on), kind=POINT, client__isnull=False, ends__isnull=False)
        .annotate(
            subject=F("client_id"),
            title=F("client__name"),
            facts=JSONObject(code=F("client__code")),
            owner_id=WHOEVER_ANSWERS,
            started=Subquery(midnight.filter(date=OuterRef("ends")).values("begins")[:1]),
            next_starts=Subquery(successor),
        )
        .annotate(done=Subquery(midnight.filter(date=OuterRef("next_starts")).values("begins")[:1]))
    )
    return (
        with_due(rows, kind="no_point_person", office="client__office", amount=1, unit=DAYS).values(*COLUMNS).distinct()
    )


def point_person_never_named() -> QuerySet[Client, dict[str, object]]:
    """A client opened without a point person: owed from that moment until the first one starts."""
    point = Role.objects.filter(kind=POINT, client=OuterRef("pk"))
    days = WorkingDay.objects.filter(office=OuterRef("office"))
    rows = (
        Client.objects.annotate(
            opened_on=Subquery(days.filter(begins__lte=OuterRef("opened")).order_by("-begins").values("date")[:1])
        )
        .filter(~Exists(point.filter(starts__lte=OuterRef("opened_on"))))
        .annotate(
            subject=F("pk"),
            title=F("name"),
            facts=JSONObject(code=F("code")),
            client_id=F("pk"),
            owner_id=WHOEVER_ANSWERS,
            started=F("opened"),
            first_starts=Subquery(point.order_by("starts").values("starts")[:1]),
        )
        .annotate(done=Subquery(days.filter(date=OuterRef("first_starts")).values("begins")[:1]))
    )
    return with_due(rows, kind="no_point_person_yet", office="office", amount=1, unit=DAYS).values(*COLUMNS)


def messages_to_answer() -> QuerySet[Message, dict[str, object]]:
    """What a client wrote or asked is answered within one working day, unless the client’s setting says otherwise."""
    rows = Message.objects.annotate(
        subject=F("pk"),
        title=F("contact__name"),
        facts=JSONObject(code=F("client__code"), client=F("client__name"), text=F("text"), via=F("via")),
        owner_id=WHOEVER_ANSWERS,
        started=F("at"),
        done=F("answer__at"),
    )
    return with_due(rows, kind="client_message", office="client__office", amount=1, unit=DAYS).values(*COLUMNS)


def _name_somebody(duty: Duty) -> Line:
    return Line(
        what=_("Name a point person"),
        about=_("Until then its duties fall to whoever leads the account"),
        url=reverse("client_team", args=[duty.facts["code"]]),
        do=_("Name one"),
    )


def _answer(duty: Duty) -> Line:
    said = Truncator(duty.facts["text"]).chars(120)
    return Line(
        what=_("Answer %(contact)s") % {"contact": duty.title},
        about=_("%(client)s: “%(said)s”") % {"client": duty.facts["client"], "said": said},
        url=reverse("message_answer", args=[duty.subject]),
        do=_("Answer"),
    )


NO_POINT_PERSON = Kind(
    name="no_point_person",
    row="A3",
    subject=Client,
    rows=point_person_gone,
    follows={"people.Role": "roles", "clients.Client": "pk"},
    line=_name_somebody,
    called=gettext_lazy("Point persons that were missing"),
)
NO_POINT_PERSON_YET = Kind(
    name="no_point_person_yet",
    row="A3",
    subject=Client,
    rows=point_person_never_named,
    follows={"people.Role": "roles", "clients.Client": "pk"},
    line=_name_somebody,
    called=gettext_lazy("First point persons"),
)
CLIENT_MESSAGE = Kind(
    name="client_message",
    row="A4",
    subject=Message,
    rows=messages_to_answer,
    follows={
        "clients.Message": "pk",
        "clients.Answer": "answer",
        "clients.Client": "client",
        "clients.Contact": "contact",
    },
    line=_answer,
    called=gettext_lazy("Messages of clients"),
)
