"""What a client wrote or asked, and the answer it waits for."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Answer, Contact, Message
from herringbone.clients.rules import may_answer, may_work_with
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.record.actor import ByLink

BY_LINK, BY_PHONE, BY_MAIL = "link", "phone", "mail"


def _may_say(*, by: Any, contact: Contact, **_: Any) -> bool:
    """The contact's own link, or whoever works on the account and writes down what came by phone or mail."""
    if isinstance(by, ByLink):
        return bool(by.contact.pk == contact.pk and contact.left is None)
    return may_work_with(by=by, contact=contact)


@action("client message received", may=_may_say)
def receive_message(*, by: Any, contact: Contact, text: str, via: str = BY_MAIL) -> Done[Message]:
    """A client's contact wants an answer: from a link, or noted by somebody of ours. Owed until `answer_message`."""
    refuse_unless(contact.client_id, _("%(name)s is at no client of ours") % {"name": contact.name}, "contact")
    refuse_unless(text.strip(), _("A message says something"), "text")
    refuse_unless(via in (BY_LINK, BY_PHONE, BY_MAIL), _("Say how it came"), "via")
    noted_by = None if isinstance(by, ByLink) else by
    assert contact.client  # refused above
    message = Message.objects.create(
        client=contact.client, contact=contact, text=text.strip(), via=via, at=clock.now(), noted_by=noted_by
    )
    facts = {"contact": contact.name, "text": message.text, "via": via}
    return Done(message, {"contact": contact.pk, "via": via}, Thread("client", facts))


@action("client message answered", may=may_answer)
def answer_message(*, by: Person, message: Message, text: str = "", via: str = BY_MAIL) -> Done[Answer]:
    """The agency answered; `text` is what was said, where it is worth keeping."""
    refuse_unless(not hasattr(message, "answer"), _("That message is answered"), "text")
    refuse_unless(via in (BY_PHONE, BY_MAIL), _("Say how it was answered"), "via")
    answer = Answer.objects.create(message=message, by=by, text=text.strip(), via=via, at=clock.now())
    waited = int((answer.at - message.at).total_seconds())
    facts = {"contact": message.contact.name, "text": answer.text, "via": via, "by": by.name, "waited": waited}
    return Done(answer, {"message": message.pk, "waited": waited}, Thread("agency", facts))
