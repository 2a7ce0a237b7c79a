"""`herringbone invite`: a way in for somebody who works at the agency."""

import argparse
import re
from functools import partial

from django.conf import settings
from django.db import transaction

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.commands.persons import person_of
from herringbone.core.models import Office
from herringbone.people.actions import add_person, invite
from herringbone.people.models import Department, Invitation, Person
from herringbone.record.effects.sending import claim, send
from herringbone.record.models import Effect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, and by whose leave."""
    parser.add_argument("email", metavar="EMAIL", help="the mail address, with which they will sign in")
    parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="who invites: an administrator")
    parser.add_argument("--name", metavar="NAME", help="needed for somebody who is new here")
    parser.add_argument("--office", metavar="NAME", help="where they work; not needed where there is one office")
    parser.add_argument("--department", metavar="NAME")
    parser.add_argument("--language", default="", choices=[code for code, _ in settings.LANGUAGES],
                        help="of the letter and the pages; else that of the office")  # fmt: skip
    parser.add_argument("--title", default="", metavar="TEXT")


def run(told: argparse.Namespace) -> int:
    """Enter the person where they are new, and invite them."""
    the_agency()
    by = person_of(told.by)
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=told.email).first() or _new(told, by)
        give_way_in(by, person)
    return 0


def give_way_in(by: Person, person: Person) -> None:
    """Invite somebody, mail it, and print the same link once the transaction has ended.

    The letter is claimed in the invitation's own transaction, so that no worker sends another one, whose link
    would make this one void.
    """
    with transaction.atomic():
        invitation = invite(by=by, person=person)
        effect = Effect.objects.get(subject_label=Invitation._meta.label, subject_id=invitation.pk)
        claim(effect)
        transaction.on_commit(partial(_send_and_print, effect))


def _send_and_print(effect: Effect) -> None:
    letter = send(effect)
    found = re.search(re.escape(settings.BASE_URL) + r"\S+", str(letter.body)) if letter else None
    if letter is None or found is None:
        raise Failed("The letter with the way in could not be made; the worker tries again.")
    effect.refresh_from_db()
    print(f"The way in for {effect.person}, once and within seven days, by: {found.group()}")
    if effect.state == Effect.State.SENT and settings.MAIL_IS_SENT:
        print(f"that link went by mail to {letter.to[0]}")
    elif effect.state == Effect.State.SENT:
        print(f"the letter is in {settings.EMAIL_FILE_PATH} and was not sent: EMAIL_URL names no server")
    else:
        print(f"the mail is not sent ({effect.reason}); once the worker has sent it, the link in it is the good one")


def _new(told: argparse.Namespace, by: Person) -> Person:
    if not told.name:
        raise Failed(f"Nobody here has the address {told.email}. For somebody new say --name too.", code=2)
    offices = Office.objects.filter(name__iexact=told.office) if told.office else Office.objects.all()
    if len(offices) != 1:
        raise Failed(f"Say --office. There are: {', '.join(Office.objects.values_list('name', flat=True))}.", code=2)
    department = None
    if told.department:
        department = Department.objects.filter(name__iexact=told.department).first()
        if department is None:
            known = ", ".join(Department.objects.values_list("name", flat=True)) or "none yet"
            raise Failed(f"There is no department {told.department}. There are: {known}.", code=2)
    return add_person(
        by=by, name=told.name, email=told.email, office=offices[0], department=department, title=told.title,
        language=told.language,
    )  # fmt: skip
