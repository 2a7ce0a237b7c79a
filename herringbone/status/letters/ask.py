"""The mail that asks somebody outside for lines: made when it is sent, with a link of their own."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from herringbone.clients.rules import may_mail
from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.people.rules import reads_answers
from herringbone.record.effects import NotNow
from herringbone.record.links import make_link
from herringbone.record.models import Effect, Link
from herringbone.status.documents.ask import mail_parts
from herringbone.status.models import Ask

PURPOSE = "status line"  # of the link
READ_ON = timedelta(days=14)  # how long after the moment until which it is wanted the link still opens


def ask_mail(effect: Effect) -> EmailMultiAlternatives:
    """The mail to one contact. Whether it may still go is asked once more; a link sent before is void then."""
    ask = Ask.objects.select_related("client__office", "contact", "edition", "by").get(pk=effect.subject_id)
    assert ask.contact and ask.edition
    if ask.withdrawn:
        raise NotNow("asked for no longer")
    if not may_mail(ask.contact):
        raise NotNow("the contact has left or asked for no mail")
    content, author = ask.edition.content, ask.by
    parts = mail_parts(content, f"{settings.BASE_URL}{_link(ask)}")
    answers = reads_answers(author, ask.client_id)
    return letter(
        key=effect.key,
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        at=clock.now(),
        sender=(", ".join([author.name, content["agency"]["name"]]), settings.DEFAULT_FROM_EMAIL),
        to=(ask.contact.name, ask.contact.email),
        reply_to=(answers.name, answers.email),
        subject=parts.subject,
        text=parts.text,
        html=parts.html,
    )


def _link(ask: Ask) -> str:
    """The address that only this mail knows."""
    assert ask.contact and ask.edition
    now = clock.now()
    Link.objects.filter(purpose=PURPOSE, edition=ask.edition, revoked=None).update(revoked=now)
    expires = max(ask.until, now) + READ_ON
    _row, token = make_link(purpose=PURPOSE, contact=ask.contact, edition=ask.edition, expires=expires)
    return reverse("asked_door", args=[token])
