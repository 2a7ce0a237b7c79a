"""B4: a job in work has a next step. B11: waiting on the client does not go on unasked."""

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, Left
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.wording import dates
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.duties.due import with_due
from herringbone.record.models import Duty, Policy
from herringbone.work.models import Chase, StepGap, Waiting
from herringbone.work.wording import job_url


def without_next_step() -> QuerySet[StepGap, dict[str, object]]:
    """The job's lead writes the next step within one working day from when the job stood without one."""
    rows = StepGap.objects.annotate(
        subject=F("pk"), title=Left(Concat("job__number", Value(" "), "job__name"), 200), client_id=F("job__client"),
        owner_id=F("job__lead"), started=F("since"), done=F("ended"),
        facts=JSONObject(number="job__number", job="job__name"),
    )  # fmt: skip
    rows = with_due(rows, kind="job_next_step", amount=1, unit=Policy.Unit.WORKING_DAYS, office="job__client__office")
    return rows.values(*COLUMNS)


def next_step_line(duty: Duty) -> Line:
    facts = duty.facts
    since = dates.moment(duty.started, clock.now())
    about = _("%(number)s %(job)s has had none since %(since)s.")
    return Line(
        what=_("Write the next step"), about=about % {"number": facts["number"], "job": facts["job"], "since": since},
        url=job_url(facts["number"]) + "#step", do=_("Write it"),
    )  # fmt: skip


def waits() -> QuerySet[Waiting, dict[str, object]]:
    """Whoever answers for the client asks again when it has been waited for longer than five working days."""
    asked = Chase.objects.filter(waiting=OuterRef("pk")).order_by("pk").values("at")[:1]
    rows = Waiting.objects.annotate(
        subject=F("pk"), title=F("what"), owner_id=Value(None, output_field=BigIntegerField()),
        started=F("since"), done=Coalesce(Subquery(asked), "ended"),
        facts=JSONObject(contact="contact__name", number="job__number", job="job__name", effect="effect"),
    )  # fmt: skip
    rows = with_due(rows, kind="waiting_too_long", amount=5, unit=Policy.Unit.WORKING_DAYS, office="client__office")
    return rows.values(*COLUMNS)


def chased() -> QuerySet[Chase, dict[str, object]]:
    """And again, when it has been waited for as long since the client was asked last."""
    asked = Chase.objects.filter(waiting=OuterRef("waiting"), pk__gt=OuterRef("pk")).order_by("pk").values("at")[:1]
    rows = Chase.objects.annotate(
        subject=F("pk"), title=F("waiting__what"), owner_id=Value(None, output_field=BigIntegerField()),
        client_id=F("waiting__client"), started=F("at"), done=Coalesce(Subquery(asked), "waiting__ended"),
        facts=JSONObject(
            waiting="waiting", contact="waiting__contact__name", number="waiting__job__number",
            job="waiting__job__name", effect="waiting__effect",
        ),
    )  # fmt: skip
    office = "waiting__client__office"
    rows = with_due(rows, kind="waiting_too_long", amount=5, unit=Policy.Unit.WORKING_DAYS, office=office)
    return rows.values(*COLUMNS)


def wait_line(duty: Duty) -> Line:
    facts = duty.facts
    again = "waiting" in facts
    who = _("Ask %(contact)s again") % {"contact": facts["contact"]} if facts["contact"] else _("Ask the client again")
    about = _("%(what)s, last asked for on %(since)s.") if again else _("%(what)s, waited for since %(since)s.")
    words = {"what": duty.title.rstrip("."), "since": dates.week_day(duty.started, clock.now())}
    more = " ".join(filter(None, [facts["number"] and f"{facts['number']} {facts['job']}.", facts["effect"]]))
    url = link("waiting", facts["waiting"] if again else duty.subject)
    return Line(what=who, about=f"{about % words} {more}".strip(), url=url, do=_("Chase"))


JOB_NEXT_STEP = Kind(
    name="job_next_step",
    row="B4",
    subject=StepGap,
    rows=without_next_step,
    follows={"work.Job": "job", "work.Stage": "job__stages"},
    line=next_step_line,
    called=gettext_lazy("Next steps"),
)
WAITING_TOO_LONG = Kind(
    name="waiting_too_long",
    row="B11",
    subject=Waiting,
    rows=waits,
    follows={
        "work.Waiting": "pk", "work.Chase": "chases", "work.Stage": "job__stages", "clients.Contact": "contact",
    },
    line=wait_line,
    called=gettext_lazy("Waits for the client"),
)  # fmt: skip
CHASED_TOO_LONG = Kind(
    name="chased_too_long",
    row="B11",
    subject=Chase,
    rows=chased,
    follows={
        "work.Chase": "waiting__chases", "work.Waiting": "waiting", "work.Stage": "waiting__job__stages",
        "clients.Contact": "waiting__contact",
    },
    line=wait_line,
    called=gettext_lazy("Waits after asking again"),
    length="waiting_too_long",
)  # fmt: skip
