"""B5: whoever of ours is asked how jobs stand says so, by the moment until which it is wanted."""

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Greatest, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from herringbone.core.links import link
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.models import Duty
from herringbone.status.models import Ask, AskedLine, Proposal
from herringbone.work.models import Stage


def asked_lines() -> QuerySet[Ask, dict[str, object]]:
    """One for each question to one of ours: done with the first answer to its last line, when no job of it is open any
    more, or when it is withdrawn."""
    lines = AskedLine.objects.filter(ask=OuterRef("pk"))
    waited_for = lines.filter(proposals=None).exclude(job__stage__in=Stage.OVER)
    first_answers = Proposal.objects.filter(line__ask=OuterRef("pk"), number=1).order_by("-at")
    ended = Stage.objects.filter(
        key__in=Stage.OVER, job__asked_lines__ask=OuterRef("pk"), job__asked_lines__proposals=None
    )
    return (
        Ask.objects.filter(person__isnull=False)
        .annotate(
            subject=F("pk"), title=F("client__name"), owner_id=F("person"), started=F("at"), due=F("until"),
            jobs=Subquery(lines.values("ask").annotate(n=Count("pk")).values("n"), output_field=BigIntegerField()),
            answered=Coalesce(Subquery(first_answers.values("at")[:1]), F("at")),
            over=Coalesce(Subquery(ended.order_by("-at").values("at")[:1]), F("at")),
            one=Subquery(lines.order_by("job__number").values("job__name")[:1]),
        )
        .annotate(
            done=Case(
                When(withdrawn__isnull=False, then=F("withdrawn")),
                When(~Exists(waited_for), then=Greatest("answered", "over")),
                default=None, output_field=DateTimeField(),
            ),
            facts=JSONObject(client="client__name", by="by__name", jobs="jobs", job="one"),
        )
        .values(*COLUMNS)
    )  # fmt: skip


def line(duty: Duty) -> Line:
    facts = duty.facts
    what = ngettext("Say how %(job)s stands", "Say how %(count)d jobs of %(client)s stand", facts["jobs"]) % {
        "job": facts["job"], "count": facts["jobs"], "client": facts["client"],
    }  # fmt: skip
    about = _("%(by)s asks, for the status report to %(client)s.") % {"by": facts["by"], "client": facts["client"]}
    return Line(what=what, about=about, url=link("ask", duty.subject), do=_("Write the line"))


STATUS_LINES = Kind(
    name="status_lines",
    row="B5",
    subject=Ask,
    rows=asked_lines,
    follows={
        "status.Ask": "pk",
        "status.Proposal": "lines__proposals",
        "work.Job": "lines__job",
        "work.Stage": "lines__job__stages",
        "people.Person": "by",
    },
    line=line,
    called=gettext_lazy("Status lines"),
)
