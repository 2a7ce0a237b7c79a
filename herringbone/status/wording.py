"""How what was told a client reads in its thread."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core.links import link
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import Words


def _published(entry: ThreadEntry) -> Words:
    facts = entry.facts
    jobs = ngettext("%(jobs)d job", "%(jobs)d jobs", facts["jobs"]) % facts
    sent = ngettext("sent to one person", "sent to %(readers)d people", facts["readers"]) % facts
    title = _("Status report %(number)d") % facts
    return Words(title, f"{jobs}, {sent}", link("status_report", facts["code"], facts["number"]))


def _reviewed(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = _("Status report %(number)d reviewed") % facts
    return Words(title, _("as it stood then"), link("status_live", facts["code"]))


def _update(entry: ThreadEntry) -> Words:
    facts = entry.facts
    sent = ngettext("sent to one person", "sent to %(readers)d people", facts["readers"]) % facts
    return Words(_("Daily update"), sent, link("status_update", facts["code"], facts["day"]))


WORDINGS = {
    "daily update sent": _update, "status report published": _published, "status report reviewed": _reviewed,
}  # fmt: skip
