"""What a row says of how somebody may be reached: yes, no, or nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.importing.reading import Record
from herringbone.clients.models import Consent
from herringbone.core.names import words
from herringbone.record.action import Refused

Channel = Consent.Channel
# The fields of a row, the channel of each, and whether a yes there forbids it.
FIELDS: Mapping[str, tuple[Channel, bool]] = {
    "consent": (Channel.ANY, False),
    "consent_mail": (Channel.MAIL, False),
    "consent_phone": (Channel.PHONE, False),
    "consent_marketing": (Channel.MARKETING, False),
    "do_not_contact": (Channel.ANY, True),
    "do_not_mail": (Channel.MAIL, True),
    "do_not_call": (Channel.PHONE, True),
    "do_not_advertise": (Channel.MARKETING, True),
}
LABELS: tuple[tuple[str, Any], ...] = (
    ("consent", gettext_lazy("Consent: any way")),
    ("consent_mail", gettext_lazy("Consent: by mail")),
    ("consent_phone", gettext_lazy("Consent: by telephone")),
    ("consent_marketing", gettext_lazy("Consent: our own advertising")),
    ("do_not_contact", gettext_lazy("Do not contact at all")),
    ("do_not_mail", gettext_lazy("Do not write by mail")),
    ("do_not_call", gettext_lazy("Do not telephone")),
    ("do_not_advertise", gettext_lazy("No advertising of ours")),
)
_BY_CHANNEL = {
    channel: dict(LABELS)[name] for name, (channel, forbids) in FIELDS.items() if not forbids
}  # as a fact reads: “Consent: by mail: no”


def _set(words_of_one: str) -> frozenset[str]:
    return frozenset(words_of_one.split("|"))


_YES = _set(
    "yes|y|true|t|1|x|ok|si|s|vero|v|ja|given|granted|consented|agreed|allowed|dato|concesso|concessa|accordato|"
    "acconsente|autorizzato|autorizzata|confermato"
)
_NO = _set(
    "no|n|false|f|0|falso|nein|withdrawn|revoked|refused|denied|not given|not allowed|negato|negata|revocato|revocata|"
    "ritirato|ritirata|rifiutato|rifiutata|non dato|non concesso|non autorizzato|non autorizzata|non acconsente"
)
# These mean the same in every column, whether it asks who allows or who forbids.
_IN = _set("opted in|opt in|optin|subscribed|iscritto|iscritta")
_OUT = _set(
    "opted out|opt out|optout|unsubscribed|disiscritto|disiscritta|non iscritto|non iscritta|do not contact|dnc"
)
_NOTHING = _set("|n a|na|n d|nd|unknown|not asked|sconosciuto|non chiesto|non noto")
_TICKS = {"✓": True, "✔": True, "☑": True, "✗": False, "✘": False, "☐": False}


def consents_told(record: Record) -> dict[str, bool]:
    """What a row allows and forbids, by channel; of two that contradict each other the stricter.

    Raises Refused for a word that is neither yes nor no: nobody is written to because it was not understood.
    """
    told: dict[str, bool] = {}
    for name, (channel, forbids) in FIELDS.items():
        for value in record.all(name):
            allowed = _allowed(value.text, str(dict(LABELS)[name]), forbids=forbids)
            if allowed is not None:
                told[channel] = told.get(channel, True) and allowed
    return told


def consent_label(channel: str) -> str:
    """How a channel reads beside yes or no."""
    return str(_BY_CHANNEL[Channel(channel)])


def yes_or_no(allowed: bool) -> str:
    """What was said, as a word."""
    return _("yes") if allowed else _("no")


def _allowed(text: str, label: str, *, forbids: bool) -> bool | None:
    """Whether a cell allows to reach somebody; None where it says nothing of it. That somebody is not on the list of
    those who forbid it is no consent."""
    word = " ".join(words(text))
    if word in _OUT:
        return False
    if word in _IN:
        return None if forbids else True
    if text.strip() in _TICKS:
        said = _TICKS[text.strip()]
    elif word in _NOTHING:
        return None
    elif word in _YES or word in _NO:
        said = word in _YES
    else:
        raise Refused(_("%(field)s: “%(text)s” is neither yes nor no") % {"field": label, "text": text[:60]})
    if forbids:
        return False if said else None
    return said
