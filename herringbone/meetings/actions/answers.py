"""What the client says to an issued report, by the link in the mail or through one of ours, and how it is settled."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.text import one_line, prose
from herringbone.meetings.models import Confirmation, Issue, Objection, Settlement
from herringbone.meetings.models.answer import Via, Wrong
from herringbone.meetings.rules import may_answer, may_settle
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.record.actor import ByLink

LONGEST = 4_000


@action("objection received", may=may_answer)
def object_to_item(
    *, by: Any, issue: Issue, item_key: str, contact: Contact, reason: str, wrong: str = "", via: str = Via.LINK
) -> Done[Objection]:
    """The client says that an item is not right, and why: by a choice (`wrong`, one of Wrong), in words, or both. From
    then on the item is open until that is settled.

    One of ours who writes down what came by phone or mail (`via`) stands in the record. After the window it is on
    record as late, and does not unmake what stood. Refused for a version that was replaced.
    """
    refuse_unless(prose(reason) or wrong in Wrong.values, _("Say what is wrong with it"), "reason")
    _refuse_wrong(by, issue, contact, via)
    item = issue.items.select_related("since").filter(key=item_key).first()
    refuse_unless(item is not None, _("That item is not in this report"), "item")
    assert item is not None and item.since.closes is not None
    again = Objection.objects.filter(issue=issue, item_key=item_key, contact=contact, settlement=None).exists()
    refuse_unless(not again, _("This objection is on record already"), "reason")
    now = clock.now()
    objection = Objection.objects.create(
        issue=issue, item_key=item_key, contact=contact, wrong=wrong, reason=prose(reason)[:LONGEST], via=via, at=now,
        noted_by=None if isinstance(by, ByLink) else by,
    )  # fmt: skip
    late = now > item.since.closes
    facts = {
        "number": issue.number, "version": issue.version, "report": issue.report_id, "contact": str(contact),
        "wrong": wrong, "reason": objection.reason, "via": via, "late": late,
    }  # fmt: skip
    particulars = {"issue": issue.pk, "contact": contact.pk, "late": late, "version": issue.version}
    return Done(objection, particulars, thread=Thread("client", facts, job=issue.report.meeting.job))


@action("report confirmed", may=may_answer)
def confirm_report(
    *, by: Any, issue: Issue, contact: Contact, via: str = Via.LINK, name: str = "", address: str | None = None
) -> Done[Confirmation]:
    """The client confirms the report, save the items under objection.

    By link, `name` is what was typed and `address` where from. Refused the second time: the first one stands.
    """
    _refuse_wrong(by, issue, contact, via)
    refuse_unless(not isinstance(by, ByLink) or one_line(name), _("Write your name"), "name")
    before = Confirmation.objects.filter(issue=issue, contact=contact).exists()
    refuse_unless(not before, _("This report is confirmed already"))
    confirmation = Confirmation.objects.create(
        issue=issue, contact=contact, via=via, at=clock.now(), name=one_line(name)[:120], address=address,
        noted_by=None if isinstance(by, ByLink) else by,
    )  # fmt: skip
    facts = {
        "number": issue.number, "version": issue.version, "report": issue.report_id, "contact": str(contact),
        "via": via, **({"name": confirmation.other_name} if confirmation.other_name else {}),
    }  # fmt: skip
    return Done(
        confirmation,
        {"issue": issue.pk, "contact": contact.pk, "version": issue.version},
        thread=Thread("client", facts, job=issue.report.meeting.job),
    )


@action("objection settled", may=may_settle)
def settle_objection(*, by: Person, objection: Objection, how: str) -> Done[Settlement]:
    """Settle an objection in words with the client, and say how. A correction settles it by itself."""
    refuse_unless(how.strip(), _("Say how it was settled with the client"), "how")
    settled = Settlement.objects.filter(objection=objection).exists()
    refuse_unless(not settled, _("That objection is settled already"), "how")
    settlement = Settlement.objects.create(objection=objection, how=how.strip()[:300], by=by, at=clock.now())
    issue = objection.issue
    facts = {
        "number": issue.number,
        "report": issue.report_id,
        "how": settlement.how,
        "contact": str(objection.contact),
    }
    return Done(settlement, {"objection": objection.pk, "issue": issue.pk}, thread=Thread("agency", facts))


def _refuse_wrong(by: Any, issue: Issue, contact: Contact, via: str) -> None:
    client = issue.report.meeting.client
    refuse_unless(contact.client_id == client.pk, _("They are not with this client"), "contact")
    refuse_unless(issue.client_edition_id, _("This report stayed in the house"))
    refuse_unless((via == Via.LINK) == isinstance(by, ByLink), _("Say how it came: by phone or by mail"), "via")
    newer = Issue.objects.filter(report=issue.report_id, version__gt=issue.version).order_by("version").last()
    refuse_unless(
        newer is None, _("Version %(version)d replaces this one") % {"version": newer.version if newer else 0}
    )
    today = client.office.local(clock.now()).date()
    refuse_unless(contact.left is None or contact.left > today, _("They are no longer with this client"), "contact")
