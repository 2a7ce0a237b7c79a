"""Who did what to a report, from the stream of events."""

from herringbone.meetings.models import ContactReport
from herringbone.people.models import Person
from herringbone.record.models import Event


def last_writer(report: ContactReport) -> Person | None:
    """Who saved the draft last. One query."""
    about = Event.objects.filter(subject_label=report._meta.label, subject_id=report.pk)
    written = about.filter(verb="contact report written")
    event = written.select_related("by").order_by("pk").last()
    return event.by if event else None
