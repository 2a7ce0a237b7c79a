"""Whether an issued report stands, and since when: computed from what happened, never set by anybody.

An item may be objected to until the window of the issue it last changed in closes. A report stands from the end of
its last window, if at least one contact's mail was accepted within it and did not come back. A confirmation speaks for
who gave it, and shortens nobody else's window; where no mail got through, it shows that the report was read after all.
An objection in time leaves its item open, and the report as a whole with it, until it is settled; the other items
stand as they would have. Settled in words, the report stands from then.
"""

from datetime import datetime
from enum import StrEnum

from django.db.models import Case, DateTimeField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from herringbone.meetings.models import Confirmation, Issue, IssuedItem, Objection, Reader
from herringbone.record.models import Bounce, Effect


class State(StrEnum):
    """How an issued report is at a moment."""

    INSIDE = "inside"  # of an internal meeting: nobody is asked
    OBJECTION = "objection"
    WINDOW = "window"
    STANDS = "stands"
    NOBODY = "nobody"  # the window is over, and no mail got through within it


def with_standing(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Issues annotated with `window_closes`, `confirmed_at`, `reached`, `disputed` and `stands_from`. No time is asked.

    `stands_from` is the moment from which the report stands if nothing more happens before it; None while an objection
    is open, or nobody was reached. `disputed`: an objection in time is open; `stood` is then from when the other items
    stand.
    """
    items = IssuedItem.objects.filter(issue=OuterRef("pk")).order_by().values("issue")
    confirmed = Confirmation.objects.filter(issue=OuterRef("pk")).order_by().values("issue")
    settled = _in_time().filter(settlement__issue=None).order_by().values("issue__report")
    annotated = issues.annotate(
        window_closes=Subquery(items.annotate(last=Max("since__closes")).values("last"), output_field=DateTimeField()),
        confirmed_at=Subquery(confirmed.annotate(first=Min("at")).values("first"), output_field=DateTimeField()),
        settled_at=Subquery(settled.annotate(last=Max("settlement__at")).values("last"), output_field=DateTimeField()),
        disputed=Exists(_in_time().filter(settlement=None)),
    ).annotate(reached=_reached())
    in_time = Q(reached=True) | Q(confirmed_at__lte=F("window_closes"))
    stood = annotated.annotate(
        stood=Case(When(in_time, then=F("window_closes")), default=F("confirmed_at"), output_field=DateTimeField())
    )
    later = Q(stood__isnull=False, settled_at__gt=F("stood"))
    return stood.annotate(
        stands_from=Case(
            When(disputed=True, then=Value(None)),
            When(later, then=F("settled_at")),
            default=F("stood"),
            output_field=DateTimeField(),
        )
    )


def latest_issues() -> QuerySet[Issue]:
    """The newest issue of each report."""
    newer = Issue.objects.filter(report=OuterRef("report"), version__gt=OuterRef("version"))
    return Issue.objects.filter(~Exists(newer))


def state_of(issue: Issue, at: datetime) -> State:
    """How an issue annotated by `with_standing` is at a moment."""
    here: dict[str, object] = vars(issue)
    stands_from, closes = here["stands_from"], here["window_closes"]
    if issue.client_edition_id is None:
        return State.INSIDE
    if here["disputed"]:
        return State.OBJECTION
    if isinstance(stands_from, datetime) and stands_from <= at:
        return State.STANDS
    if isinstance(closes, datetime) and closes > at:
        return State.WINDOW
    return State.NOBODY


def state_filter(state: State, at: datetime) -> Q:
    """The same as a filter over `with_standing`."""
    asked = Q(client_edition__isnull=False)
    stands = asked & Q(disputed=False, stands_from__lte=at)
    within = asked & Q(disputed=False, window_closes__gt=at) & (Q(stands_from=None) | Q(stands_from__gt=at))
    return {
        State.INSIDE: Q(client_edition=None),
        State.OBJECTION: asked & Q(disputed=True),
        State.STANDS: stands,
        State.WINDOW: within,
        State.NOBODY: asked & Q(disputed=False, window_closes__lte=at) & (Q(stands_from=None) | Q(stands_from__gt=at)),
    }[state]


def _in_time() -> QuerySet[Objection]:
    """The objections to the outer issue's report that came within the window of their item."""
    return Objection.objects.filter(
        issue__items__key=F("item_key"), at__lte=F("issue__items__since__closes"), issue__report=OuterRef("report")
    )


def _reached() -> Exists:
    """Whether a contact's mail was accepted before the window closed, and no answer came that it was not delivered."""
    returned = Bounce.objects.filter(effect=OuterRef("pk"))
    sent = Effect.objects.filter(
        ~Exists(returned), subject_label="meetings.Reader", subject_id=OuterRef("pk"), state=Effect.State.SENT
    )
    closes = Coalesce(OuterRef(OuterRef("window_closes")), OuterRef(OuterRef("closes")))
    within = sent.filter(settled_at__lte=closes)
    return Exists(Reader.objects.filter(Exists(within), issue=OuterRef("pk"), contact__isnull=False))
