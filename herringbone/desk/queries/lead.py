"""The sentence at the head of a desk: what is owed, what is late, and where it has waited longest."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core.wording.numbers import in_words, sentence
from herringbone.desk.queries.duties import DeskDuty


def desk_lead(duties: Sequence[DeskDuty]) -> str:
    """For whoever owes things: "Eleven things are owed. Two are late; Northway Ferries has waited longest." """
    said, climbed = _owed(duties), sum(duty.reason == "climbed" for duty in duties)
    return f"{said} {_climbed(climbed)}." if climbed else said


def _owed(duties: Sequence[DeskDuty]) -> str:
    owed = [duty for duty in duties if duty.reason in ("mine", "cover")]
    late = [duty for duty in owed if duty.late]
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


def director_lead(duties: Sequence[DeskDuty]) -> str:
    """For whoever leads accounts: what has climbed, and the longest on its way."""
    climbed = [duty for duty in duties if duty.reason == "climbed"]
    own = [duty for duty in duties if duty.reason in ("mine", "cover")]
    if climbed:
        longest = _("%(client)s has been the longest on its way") % {"client": climbed[0].client}
        said = f"{_climbed(len(climbed))}; {longest}."
    else:
        said = _("Nothing has climbed to you.")
    if not own:
        return said
    mine = ngettext("%(count)s thing is yours.", "%(count)s things are yours.", len(own)) % {
        "count": in_words(len(own))
    }
    return f"{said} {sentence(mine)}"


def _climbed(count: int) -> str:
    words = ngettext("%(count)s thing has climbed to you", "%(count)s things have climbed to you", count)
    return sentence(words % {"count": in_words(count)})


def department_lead(duties: Sequence[DeskDuty]) -> str:
    """For a department: the forms that wait for a word, and what is late."""
    forms = [duty for duty in duties if duty.kind == "form_acknowledgement" and duty.reason != "department"]
    late = [duty for duty in duties if duty.late]
    parts = []
    if late:
        parts.append(
            ngettext("%(count)s thing is late.", "%(count)s things are late.", len(late))
            % {"count": in_words(len(late))}
        )
    if forms:
        parts.append(
            ngettext("%(count)s form waits for your word.", "%(count)s forms wait for your word.", len(forms))
            % {"count": in_words(len(forms))}
        )
    if not parts:
        tasks = sum(1 for duty in duties if duty.kind == "task")
        parts.append(
            ngettext("%(count)s task is open, none late.", "%(count)s tasks are open, none late.", tasks)
            % {"count": in_words(tasks)}
            if tasks
            else _("Nothing is asked of you.")
        )
    return " ".join(sentence(part) for part in parts)
