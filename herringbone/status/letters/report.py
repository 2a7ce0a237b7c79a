"""The mail that takes a status report to one reader: made when it is sent, from what was published."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from herringbone.core import clock
from herringbone.core.mail import Attachment, letter
from herringbone.core.models import Agency
from herringbone.people.rules import may_see, reads_answers
from herringbone.record import files
from herringbone.record.editions import rendering
from herringbone.record.effects import NotNow
from herringbone.record.models import Edition, Effect
from herringbone.status.documents import wording
from herringbone.status.documents.mail import mail_parts
from herringbone.status.models import Reader
from herringbone.status.queries.readers import may_be_written_to


def report_mail(effect: Effect) -> EmailMultiAlternatives:
    """The mail to one reader, with the report as PDF and as a table. Who may get it is asked once more."""
    rows = Reader.objects.select_related(
        "published__client__office", "published__edition", "published__by", "person", "contact"
    )
    reader = rows.get(pk=effect.subject_id)
    _still_right(reader)
    edition, author = reader.published.edition, reader.published.by
    to = reader.contact or reader.person
    assert to is not None
    parts = mail_parts(edition.content, to.name, to_client=reader.contact is not None)
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    answers = reads_answers(author, reader.published.client_id)
    return letter(
        key=effect.key,
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        at=clock.now(),
        sender=(", ".join(filter(None, [author.name, agency])), settings.DEFAULT_FROM_EMAIL),
        to=(to.name, to.email),
        reply_to=(answers.name, answers.email),
        subject=parts.subject,
        text=parts.text,
        html=parts.html,
        attachments=[_attached(edition, format) for format in ("pdf", "xlsx")],
    )


def file_name(edition: Edition, format: str) -> str:
    """What a report's file is called: "Status report 47, Orsatti Vermouth.pdf"."""
    data = edition.content
    with translation.override(data["language"]):
        return f"{wording.title(data)}, {data['client']['name']}.{format}"


def _attached(edition: Edition, format: str) -> Attachment:
    made = rendering(edition, format)  # nothing is sent before its file stands
    return Attachment(file_name(edition, format), files.read(made.file), made.file.media_type)


def _still_right(reader: Reader) -> None:
    client = reader.published.client
    if reader.person and not reader.person.is_active:
        raise NotNow("the person has left")
    if reader.person and not may_see(reader.person, client):
        raise NotNow("the person may not see the client")
    if reader.contact and not may_be_written_to(client).filter(pk=reader.contact.pk).exists():
        raise NotNow("the contact has left or asked for no mail")
