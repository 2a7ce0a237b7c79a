"""One mail that gathers what a person was told: after a burst, and at most half an hour after it began."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Max, Min, Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.core.models import Agency
from herringbone.desk.models import Digest, Notification
from herringbone.desk.notices.words import words_of
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.effects import NotNow, enqueue
from herringbone.record.models import Effect

QUIET = timedelta(minutes=5)  # a burst has ended when nothing came for so long
LATEST = timedelta(minutes=30)  # or when it has gone on for so long
KIND = "digest"


def make_digests() -> int:
    """Gather what was not mailed and not read yet; gives how many mails that makes."""
    now = clock.now()
    waiting = (
        Notification.objects.filter(digest=None, read=None)
        .values("person")
        .annotate(first=Min("made"), last=Max("made"))
        .filter(Q(last__lte=now - QUIET) | Q(first__lte=now - LATEST))
    )
    made = 0
    for person in [row["person"] for row in waiting]:
        with transaction.atomic():
            digest = Digest.objects.create(person_id=person, made=now)
            taken = Notification.objects.filter(person=person, digest=None, read=None).update(digest=digest)
            if not taken:  # another worker was quicker
                digest.delete()
                continue
            enqueue(KIND, key=f"digest-{digest.pk}", subject=digest, person=digest.person)
            made += 1
    return made


def compose(effect: Effect) -> EmailMultiAlternatives:
    """The digest's mail, in the person's language; what they have read or may no longer see is left out."""
    person = Person.objects.select_related("office").get(pk=effect.person_id or 0)
    if not person.is_active:
        raise NotNow("left the agency")
    here = standing(person)
    told = [
        one
        for one in Notification.objects.filter(digest=effect.subject_id, read=None)
        .select_related("event__by", "event__contact", "event__client")
        .order_by("pk")
        if one.event.client_id is None or here.sees_client(one.event.client_id)
    ]
    if not told:
        raise NotNow("read meanwhile")
    agency = Agency.objects.values_list("name", flat=True).first() or "Herringbone"
    with translation.override(person.language):
        lines = [(words_of(one), f"{settings.BASE_URL}/notifications/{one.pk}/") for one in told]
        subject = lines[0][0] if len(lines) == 1 else ngettext(
            "%(count)s thing concerns you", "%(count)s things concern you", len(lines)
        ) % {"count": len(lines)}  # fmt: skip
        context = {
            "person": person, "agency": agency, "lines": lines, "desk": f"{settings.BASE_URL}/desk/",
            "subject": subject,
        }  # fmt: skip
        return letter(
            key=effect.key, domain=settings.DEFAULT_FROM_EMAIL.split("@")[-1].rstrip(">"), at=clock.now(),
            sender=(_("Herringbone at %(agency)s") % {"agency": agency}, settings.DEFAULT_FROM_EMAIL),
            to=(person.name, person.email), subject=subject,
            text=render_to_string("desk/mail/digest.txt", context),
            html=render_to_string("desk/mail/digest.html", context),
        )  # fmt: skip
