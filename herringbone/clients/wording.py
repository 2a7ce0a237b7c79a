"""How what passes in words between client and agency reads in the thread."""

from datetime import timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from herringbone.core.links import link
from herringbone.core.wording.durations import hours
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import Words

SHOWN = 300  # characters of what was said


def _received(entry: ThreadEntry) -> Words:
    titles = {"phone": _("Asked by telephone"), "mail": _("Wrote"), "link": _("Wrote by the link")}
    body = _("%(contact)s: “%(said)s”") % {"contact": entry.facts["contact"], "said": _cut(entry.facts["text"])}
    return Words(titles[entry.facts["via"]], body, link("message_answer", entry.subject_id))


def _answered(entry: ThreadEntry) -> Words:
    title = _("Answered after %(time)s") % {"time": hours(timedelta(seconds=entry.facts["waited"]))}
    who = {"by": entry.facts["by"], "contact": entry.facts["contact"]}
    said = _cut(entry.facts["text"])
    if said:
        return Words(title, _("%(by)s to %(contact)s: “%(said)s”") % {**who, "said": said})
    return Words(title, _("%(by)s to %(contact)s") % who)


def _cut(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(SHOWN)


WORDINGS = {"client message received": _received, "client message answered": _answered}
