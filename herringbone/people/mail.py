"""Letters about ways in. Each is made when it is sent, so that no token waits in the database to be read."""

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.core.models import Agency
from herringbone.people.models import Invitation, Person
from herringbone.record.canonical import sha256
from herringbone.record.effects import NotNow
from herringbone.record.models import Effect

BYTES = 32  # 256 random bits
# What a person is told after their way in was changed, by the word that stands in the effect's kind.
NOTICES = {
    "password": gettext_lazy("Your password was changed."),
    "two-step": gettext_lazy("The second step of your sign-in was changed."),
    "passkey": gettext_lazy("A passkey of yours was added or taken away."),
    "company account": gettext_lazy("A company account was joined to your sign-in, or taken off it."),
    "shut": gettext_lazy(
        "Somebody typed a wrong password for your account several times. The account is shut to that "
        "place for a quarter of an hour; from elsewhere you come in as always."
    ),
}


def new_token() -> str:
    """A token that nobody guesses. It stands in the link alone."""
    return secrets.token_urlsafe(BYTES)


def invitation_mail(effect: Effect) -> EmailMultiAlternatives:
    """The letter with a way in. Its token is made now; the database keeps only the hash of it."""
    invitation = Invitation.objects.select_related("person__office", "by").get(pk=effect.subject_id)
    if invitation.used or invitation.revoked or invitation.expires <= clock.now():
        raise NotNow("the invitation is void")
    if not invitation.person.is_active:
        raise NotNow("the person has left")
    token = new_token()
    invitation.token_sha256 = sha256(token)
    invitation.save(update_fields=["token_sha256"])
    return _to(
        invitation.person,
        effect,
        lambda: _("Your way in to Herringbone"),
        "invitation",
        link=f"{settings.BASE_URL}{reverse('invitation', args=[token])}",
        by=None if invitation.by == invitation.person else invitation.by,  # nobody opens the house to oneself
        until=invitation.expires,
    )


def reset_mail(effect: Effect) -> EmailMultiAlternatives:
    """The letter with a link to set a new password, good once and for an hour."""
    person = Person.objects.select_related("office").get(pk=effect.subject_id)
    if not person.is_active:
        raise NotNow("the person has left")
    key = {"uidb36": user_pk_to_url_str(person), "key": PasswordResetTokenGenerator().make_token(person)}
    return _to(
        person,
        effect,
        lambda: _("A new password for Herringbone"),
        "reset",
        link=f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=key)}",
    )


def notice_mail(effect: Effect) -> EmailMultiAlternatives:
    """Word to a person that their way in was changed, so that whoever did not do it finds out."""
    person = Person.objects.select_related("office").get(pk=effect.subject_id)
    if not person.is_active:
        raise NotNow("the person has left")
    return _to(
        person,
        effect,
        lambda: _("Your sign-in to Herringbone"),
        "notice",
        what=NOTICES[effect.kind.removeprefix("notice: ")],
        link=f"{settings.BASE_URL}{reverse('account_reset_password')}",
        at=effect.made,
    )


def _to(
    person: Person, effect: Effect, subject: Callable[[], str], template: str, **context: object
) -> EmailMultiAlternatives:
    """A letter in the language and zone of the person."""
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    with translation.override(person.language), timezone.override(person.office.wall):
        words = {"person": person, "agency": agency, "subject": subject(), **context}
        return letter(
            key=effect.key,
            domain=urlsplit(settings.BASE_URL).hostname or "localhost",
            at=clock.now(),
            sender=(agency, settings.DEFAULT_FROM_EMAIL),
            to=(person.name, person.email),
            subject=subject(),
            text=render_to_string(f"people/mail/{template}.txt", words),
            html=render_to_string(f"people/mail/{template}.html", words),
        )
