"""One mail that gathers what a person was told: after a burst, and at most half an hour after it began; or, of what
they wish to hear of once a day, when their office opens."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import Max, Min, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.core.models import Agency
from herringbone.desk.models import Digest, Mail, Notification
from herringbone.desk.notices.about import with_about
from herringbone.desk.notices.hours import Hours, by_id, hours_at
from herringbone.desk.notices.kinds import URGENT
from herringbone.desk.notices.words import in_words
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.effects import NotNow, enqueue
from herringbone.record.models import Effect

QUIET = timedelta(minutes=5)  # a burst has ended when nothing came for so long
LATEST = timedelta(minutes=30)  # or when it has gone on for so long
KIND = "digest"
WAITING = Notification.objects.filter(digest=None, read=None).exclude(mail=Mail.NEVER)


def make_digests() -> int:
    """Gather what was not mailed and not read yet; gives how many mails that makes.

    At once means in the hours of the person's office; once a day, when it opens; for whoever is away, once they are
    back. What is urgent waits for nothing.
    """
    now = hours_at(clock.now())
    urgent = Q(why__in=URGENT, mail=Mail.ANY_HOUR)
    made = sum(_gather(person, urgent) for person in _burst_over(urgent, now.at))
    people = by_id(_burst_over(Q(mail__in=[Mail.AT_ONCE, Mail.ANY_HOUR]), now.at))
    for person in people.values():
        if not now.is_away(person):
            modes = [Mail.AT_ONCE, Mail.ANY_HOUR] if now.in_hours(person) else [Mail.ANY_HOUR]
            made += _gather(person.pk, Q(mail__in=modes))
    return made + _make_daily(now)


def _make_daily(now: Hours) -> int:
    """The mails that come once a day, with what happened before the office opened: one for each person and date,
    whoever asks for them however often."""
    since = dict(WAITING.filter(mail=Mail.DAILY).order_by().values_list("person").annotate(first=Min("made")))
    todays = {person.pk: now.digest_of_today(person) for person in by_id(since).values()}
    due = {person: today for person, today in todays.items() if today and since[person] <= today[1]}
    days = {day for day, _ in due.values()}
    had = set(Digest.objects.filter(person__in=due, day__in=days).values_list("person", "day"))
    return sum(
        _gather(person, Q(mail=Mail.DAILY, made__lte=opened), day)
        for person, (day, opened) in due.items()
        if (person, day) not in had
    )


def _burst_over(which: Q, at: datetime) -> list[int]:
    """The persons for whom something waits, and no more seems to be coming."""
    bursts = WAITING.filter(which).values("person").annotate(first=Min("made"), last=Max("made"))
    return [row["person"] for row in bursts.filter(Q(last__lte=at - QUIET) | Q(first__lte=at - LATEST))]


def _gather(person: int, which: Q, day: date | None = None) -> bool:
    """Make one mail of what waits for a person; False where another worker was quicker."""
    try:
        with transaction.atomic():
            digest = Digest.objects.create(person_id=person, made=clock.now(), day=day)
            if not WAITING.filter(which, person=person).update(digest=digest):
                digest.delete()
                return False
            enqueue(KIND, key=f"digest-{digest.pk}", subject=digest, person=digest.person)
    except IntegrityError:  # today's is made
        return False
    return True


def compose(effect: Effect) -> EmailMultiAlternatives:
    """The digest's mail, in the person's language; what they have read or may no longer see is left out."""
    person = Person.objects.select_related("office").get(pk=effect.person_id or 0)
    if not person.is_active:
        raise NotNow("left the agency")
    here = standing(person)
    told = [
        one
        for one in with_about(Notification.objects.filter(digest=effect.subject_id, read=None))
        .select_related("event__by", "event__contact", "event__client", "instead_of")
        .order_by("pk")
        if one.event.client_id is None or here.sees_client(one.event.client_id)
    ]
    if not told:
        raise NotNow("read meanwhile")
    if not person.address:
        raise NotNow("no address is known")
    agency = Agency.objects.values_list("name", flat=True).first() or "Herringbone"
    with translation.override(person.language):
        lines = [(words, f"{settings.BASE_URL}/notifications/{one.pk}/") for one, words in in_words(told)]
        subject = lines[0][0] if len(lines) == 1 else ngettext(
            "%(count)s thing concerns you", "%(count)s things concern you", len(lines)
        ) % {"count": len(lines)}  # fmt: skip
        context = {
            "person": person, "agency": agency, "lines": lines, "desk": f"{settings.BASE_URL}/desk/",
            "subject": subject, "choices": f"{settings.BASE_URL}{reverse('notice_choices')}",
        }  # fmt: skip
        return letter(
            key=effect.key, domain=settings.DEFAULT_FROM_EMAIL.split("@")[-1].rstrip(">"), at=clock.now(),
            sender=(_("Herringbone at %(agency)s") % {"agency": agency}, settings.DEFAULT_FROM_EMAIL),
            to=(person.name, person.email), subject=subject,
            text=render_to_string("desk/mail/digest.txt", context),
            html=render_to_string("desk/mail/digest.html", context),
        )  # fmt: skip
