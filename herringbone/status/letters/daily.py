"""The mail that takes a daily update to one contact: made when it is sent, from what was frozen."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from herringbone.clients.rules import may_mail
from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.people.rules import reads_answers
from herringbone.record.effects import NotNow
from herringbone.record.models import Effect
from herringbone.status.documents.daily import mail_parts
from herringbone.status.models import UpdateReader


def update_mail(effect: Effect) -> EmailMultiAlternatives:
    """The mail to one contact. Whether they may still be written to is asked once more."""
    reader = UpdateReader.objects.select_related("update__edition", "update__by", "contact").get(pk=effect.subject_id)
    if not may_mail(reader.contact):
        raise NotNow("the contact has left or asked for no mail")
    edition, author = reader.update.edition, reader.update.by
    assert edition, "what was given by a call has no mail"
    parts = mail_parts(edition.content, reader.contact.name)
    answers = reads_answers(author, reader.update.client_id)
    return letter(
        key=effect.key,
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        at=clock.now(),
        sender=(", ".join([author.name, edition.content["agency"]["name"]]), settings.DEFAULT_FROM_EMAIL),
        to=(reader.contact.name, reader.contact.email),
        reply_to=(answers.name, answers.email),
        subject=parts.subject,
        text=parts.text,
        html=parts.html,
    )
