"""What waits on the client, said once for every page: what it was asked for, and next steps that are its own."""

from django.db.models import F, OuterRef, Q, QuerySet

from herringbone.work.models import Job, Stage, Waiting


def theirs() -> Q:
    """Jobs whose next step is the client's."""
    return Q(next_contact__isnull=False) & ~Q(next_step="")


def waits_on_client() -> Q:
    """Jobs on which the client was asked for something or has the next step, as its status report groups them."""
    return Q(waiting_since__isnull=False) | theirs()


def asked_of(client: int | OuterRef) -> QuerySet[Waiting]:
    """What a client was asked for and still owes, the longest first; `OuterRef("pk")` for a subquery of clients."""
    return Waiting.objects.filter(client=client, ended=None).order_by("since", "pk")


def steps_of(client: int | OuterRef) -> QuerySet[Job]:
    """The open jobs whose next step is the client's, the first due on top; not those that `asked_of` says already."""
    rows = Job.objects.exclude(stage__in=Stage.OVER).filter(theirs(), client=client, waiting_since=None)
    return rows.order_by(F("next_on").asc(nulls_last=True), "pk")
