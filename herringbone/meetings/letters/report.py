"""The mails that take a contact report to its readers: made when they are sent, from what was issued."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.mail import Attachment, letter
from herringbone.core.models import Agency
from herringbone.meetings.documents.mail import mail_parts
from herringbone.meetings.models import Issue, Reader
from herringbone.meetings.queries.consent import do_not_mail
from herringbone.meetings.queries.walls import behind_wall
from herringbone.people.rules import reads_answers
from herringbone.record import files
from herringbone.record.editions import rendering
from herringbone.record.effects import NotNow
from herringbone.record.links import make_link
from herringbone.record.models import Edition, Effect, Link

PURPOSE = "contact report"  # of the link
READ_ON = timedelta(days=30)  # how long after the window the link still opens


def report_mail(effect: Effect) -> EmailMultiAlternatives:
    """The mail to one reader, with the PDF of their edition; a contact's leads to the page where they answer.

    Who may get it is asked once more: nobody across a wall, nobody who left or asked not to be written to.
    """
    reader = Reader.objects.select_related(
        "issue__report__meeting__client__office", "issue__report__meeting__reporter", "issue__client_edition",
        "issue__inside_edition", "person", "contact",
    ).get(pk=effect.subject_id)  # fmt: skip
    issue = reader.issue
    _still_right(reader)
    edition = issue.client_edition if reader.contact else issue.inside_edition
    assert edition is not None, "an internal report has no reader at the client's"
    made = rendering(edition)  # nothing is sent before its file stands
    url = _link(effect, issue, edition, reader.contact) if reader.contact else reverse("report", args=[issue.report_id])
    to = reader.contact or reader.person
    assert to is not None
    data = edition.content
    parts = mail_parts(data, f"{settings.BASE_URL}{url}", to.name)
    author = issue.report.meeting.reporter
    answers = reads_answers(author, issue.report.meeting.client_id)
    return letter(
        key=effect.key,
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        at=clock.now(),
        sender=(sender_name(author.name), settings.DEFAULT_FROM_EMAIL),
        to=(to.name, to.email),
        reply_to=(answers.name, answers.email),
        subject=parts.subject,
        text=parts.text,
        html=parts.html,
        attachments=[Attachment(file_name(edition), files.read(made.file))],
    )


def sender_name(name: str) -> str:
    """In whose name the program writes: "Nora Whitfield, Halden & Rossi"."""
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    return f"{name}, {agency}" if agency else name


def file_name(edition: Edition) -> str:
    """What an edition's PDF is called: "Contact report 32, Orsatti Vermouth.pdf"."""
    data = edition.content
    with translation.override(data["language"]):
        title = translation.gettext("Contact report %(number)d") % {"number": edition.number}
        version = (
            translation.gettext("version %(version)d") % {"version": edition.version} if edition.version > 1 else ""
        )
    inside = translation.gettext("inside") if edition.audience == Edition.Audience.INSIDE else ""
    return f"{', '.join(part for part in (title, version, data['client']['name'], inside) if part)}.pdf"


def _still_right(reader: Reader) -> None:
    meeting = reader.issue.report.meeting
    newer = Issue.objects.filter(report=reader.issue.report, version__gt=reader.issue.version).exists()
    if newer:
        raise NotNow("a later version replaced it")
    if reader.person and not reader.person.is_active:
        raise NotNow("the person has left")
    if reader.person and behind_wall([reader.person], meeting.client):
        raise NotNow("a wall stands between")
    if reader.contact and do_not_mail([reader.contact.pk]):
        raise NotNow("the contact asked for no mail")
    if reader.contact and reader.contact.merged_into_id:
        raise NotNow("it goes to the contact whom this one was merged into")
    if reader.contact and gone(reader.contact, meeting.client):
        raise NotNow("the contact has left")


def gone(contact: Contact, client: Client) -> bool:
    """Whether a contact has left, by the date at the client's office."""
    return contact.left is not None and contact.left <= client.office.local(clock.now()).date()


def _link(effect: Effect, issue: Issue, edition: Edition, contact: Contact) -> str:
    """The address that only this mail knows. One made for an attempt that certainly failed is void."""
    if effect.attempts > 1 and effect.reason:
        lost = Link.objects.filter(purpose=PURPOSE, contact=contact, edition=edition, revoked=None)
        lost.update(revoked=clock.now())
    assert issue.closes is not None
    expires = max(issue.closes, clock.now()) + READ_ON
    _row, token = make_link(purpose=PURPOSE, contact=contact, edition=edition, expires=expires)
    return reverse("answer_door", args=[token])
