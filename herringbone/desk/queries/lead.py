"""The sentence at the head of a desk: what is owed, what is late and whose, and where it has waited longest.

All that is late in it, what is only watched left out, is what the figure beside "Desk" counts.
"""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core.wording.numbers import in_words, sentence
from herringbone.desk.queries.duties import FORMS, DeskDuty

OWN = ("mine", "cover")


def desk_lead(duties: Sequence[DeskDuty]) -> str:
    """For whoever owes things: "Eleven things are owed. Two are late; Northway Ferries has waited longest." """
    climbed = len(_of(duties, "climbed"))
    return " ".join([_owed(duties), *([f"{_climbed(climbed)}."] if climbed else []), *_department(duties)])


def _owed(duties: Sequence[DeskDuty]) -> str:
    owed = _of(duties, *OWN)
    late = _late(owed)
    if not owed:
        return _("You owe nothing.")
    first = ngettext("%(count)s thing is owed.", "%(count)s things are owed.", len(owed)) % {
        "count": in_words(len(owed))
    }
    if not late:
        others = any(duty.late for duty in duties)
        return f"{sentence(first)} {_('Nothing of yours is late.') if others else _('Nothing is late.')}"
    second = ngettext("%(count)s is late", "%(count)s are late", len(late)) % {"count": in_words(len(late))}
    if len(late) == 1:
        return f"{sentence(first)} {sentence(second)}: {late[0].client}."
    longest = _("%(client)s has waited longest") % {"client": late[0].client}
    return f"{sentence(first)} {sentence(second)}; {longest}."


def director_lead(duties: Sequence[DeskDuty], late: int | None = None) -> str:
    """For whoever leads accounts: what has climbed, and the longest on its way; else where is what is `late` on all of
    them. None where there are no accounts."""
    climbed, own = _of(duties, "climbed"), _of(duties, *OWN)
    if climbed:
        longest = _("%(client)s has been the longest on its way") % {"client": climbed[0].client}
        said = f"{_climbed(len(climbed))}; {longest}."
    elif late is None:
        said = _("Nothing has climbed to you.")
    elif not late:
        said = _("Nothing is late on your accounts.")
    elif late > len(_late(own)):
        said = _("What is late on your accounts is with others: nothing has climbed to you.")
    else:
        said = _("Nothing has climbed to you.")
    return " ".join([said, *([_yours(own)] if own else []), *_department(duties)])


def _yours(own: Sequence[DeskDuty]) -> str:
    count, late = len(own), len(_late(own))
    if not late:
        words = ngettext("%(count)s thing is yours.", "%(count)s things are yours.", count)
    elif late == count:
        words = ngettext("%(count)s thing is yours, and late.", "%(count)s things are yours, all of them late.", count)
    else:
        words = _("%(count)s things are yours, %(late)s of them late.")
    return sentence(words % {"count": in_words(count), "late": in_words(late)})


def _climbed(count: int) -> str:
    words = ngettext("%(count)s thing has climbed to you", "%(count)s things have climbed to you", count)
    return sentence(words % {"count": in_words(count)})


def _department(duties: Sequence[DeskDuty]) -> list[str]:
    """What others owe late in the department that one heads; nothing where they owe nothing late."""
    late = len(_late(_of(duties, "department")))
    words = ngettext(
        "%(count)s thing of your department is late.", "%(count)s things of your department are late.", late
    )
    return [sentence(words % {"count": in_words(late)})] if late else []


def department_lead(duties: Sequence[DeskDuty]) -> str:
    """For a department: what is late and whose, and the forms that wait for a word."""
    forms = [duty for duty in duties if duty.kind in FORMS and duty.reason != "department"]
    parts = _late_here(duties)
    if forms:
        waits = ngettext("%(count)s form waits for your word.", "%(count)s forms wait for your word.", len(forms))
        parts.append(sentence(waits % {"count": in_words(len(forms))}))
    return " ".join(parts or [_nothing_late(duties)])


def _late_here(duties: Sequence[DeskDuty]) -> list[str]:
    """What is late in a department: one's own, others', or of both how many are one's own."""
    own, climbed = len(_late(_of(duties, *OWN))), len(_of(duties, "climbed"))
    both = own + len(_late(_of(duties, "department")))
    parts = [f"{_climbed(climbed)}."] if climbed else []
    if not own:
        return [*_department(duties), *parts]
    if own == both:
        words = ngettext("%(count)s thing is late.", "%(count)s things are late.", own)
    else:
        words = _("%(count)s things are late, %(own)s of them yours.")
    return [sentence(words % {"count": in_words(both), "own": in_words(own)}), *parts]


def _nothing_late(duties: Sequence[DeskDuty]) -> str:
    if any(duty.kind != "task" for duty in _of(duties, *OWN)):
        return _owed(duties)
    tasks = sum(1 for duty in duties if duty.kind == "task" and duty.reason != "account")
    if not tasks:
        return _("Nothing is asked of you.")
    words = ngettext("%(count)s task is open, none late.", "%(count)s tasks are open, none late.", tasks)
    return sentence(words % {"count": in_words(tasks)})


def _of(duties: Sequence[DeskDuty], *reasons: str) -> list[DeskDuty]:
    return [duty for duty in duties if duty.reason in reasons]


def _late(duties: Collection[DeskDuty]) -> list[DeskDuty]:
    return [duty for duty in duties if duty.late]
