"""The sentence at the head of a record."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core.wording.amounts import figure
from herringbone.core.wording.numbers import in_words, sentence
from herringbone.ontime.queries.figures import Figures
from herringbone.ontime.queries.pages import Work
from herringbone.ontime.queries.record import Record

TOLD = 2  # kinds of duty named where most was late


def percent(share: Decimal) -> str:
    """ "92.8%": a share with the tenth that tells two months apart."""
    return f"{figure(share * 100, 1)}%"


def share_of(figures: Figures) -> str:
    """A share, or "7 of 8" where it would say too much; a dash where nothing fell due."""
    if figures.share is None:
        return "–"
    if figures.few:
        return _("%(in_time)d of %(fell)d") % {"in_time": figures.in_time, "fell": figures.fell}
    return percent(figures.share)


def lead_of(record: Record) -> str:
    """How many duties were met in time, and where most of the late ones were."""
    total = record.total
    if not total.fell:
        return _("Nothing fell due.")
    words = {"in_time": total.in_time, "fell": total.fell, "share": share_of(total)}
    if total.few:
        said = ngettext(
            "%(in_time)d of %(fell)d duty was met in time.",
            "%(in_time)d of %(fell)d duties were met in time.",
            total.fell,
        )  # one sentence
    else:
        said = ngettext(
            "%(in_time)d of %(fell)d duty was met in time, %(share)s.",
            "%(in_time)d of %(fell)d duties were met in time, %(share)s.",
            total.fell,
        )
    said = said % words
    if record.goal is not None:
        said = f"{said} {_('The goal is %(goal)d%%.') % {'goal': record.goal}}"
    worst = sorted((line for line in record.kinds if line.figures.late), key=lambda line: -line.figures.late)[:TOLD]
    if not worst:
        return f"{said} {_('None was late.')}"
    named = ", ".join(f"{line.name.lower()} {line.figures.late}" for line in worst)
    count = sum(line.figures.late for line in worst)
    if count == total.late:
        late = ngettext("%(count)s was late: %(named)s.", "%(count)s were late: %(named)s.", total.late)
    elif 2 * count > total.late:
        late = _("%(count)s were late; most of them: %(named)s.")
    else:
        late = _("%(count)s were late, among them: %(named)s.")
    return f"{said} {sentence(late % {'count': in_words(total.late), 'named': named})}"


def lead_of_work(work: Work) -> str:
    """What a person or a team has before them, what is late of it, and the share of twelve months."""
    count = work.load.open
    said = ngettext("%(count)s thing is open.", "%(count)s things are open.", count) % {"count": in_words(count)}
    if not count:
        said = _("Nothing is open.")
    late = ngettext("%(count)s is late.", "%(count)s are late.", work.load.late) % {"count": in_words(work.load.late)}
    parts = [said, late if work.load.late else _("Nothing is late.")]
    if work.year.fell:
        parts.append(_("In twelve months %(share)s in time.") % {"share": share_of(work.year)})
    return " ".join(sentence(part) for part in parts)
