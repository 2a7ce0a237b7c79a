"""What a row says of a contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from herringbone.clients.importing.consents import consents_told
from herringbone.clients.importing.full_names import full_name
from herringbone.clients.importing.languages import language_called
from herringbone.clients.importing.reading import Record, Value
from herringbone.clients.models import Contact, Reach
from herringbone.clients.reaching import reach_key
from herringbone.core.names import company_key, read_email, read_phone, split_reach, words
from herringbone.core.text import one_line, prose
from herringbone.record.action import Refused

LONGEST = {"name": 120, "title": 120, "company": 200}
ALIKE = 85  # out of 100: a name misspelt is still that of the same person


@dataclass(frozen=True)
class Somebody:
    """What a row says of somebody. `named` is whether it names a person, not only a company or an address."""

    name: str
    named: bool
    company: str
    title: str
    language: str
    notes: str
    external_id: str
    mails: Sequence[Value]
    phones: Sequence[Value]
    others: Sequence[tuple[str, Value]]  # places and web addresses, by kind
    consents: Mapping[str, bool]  # by channel, whether it is allowed


def read_somebody(record: Record, notes: list[str]) -> Somebody:
    """Whom a row is about; what should be known of it is added to the notes. Raises Refused where it is nobody."""
    mixed = [split_reach(value.text) for value in record.all("email_or_phone")]
    mails = [*record.all("email"), *(Value(text) for mails, _phones, _rest in mixed for text in mails)]
    phones = [*record.all("phone"), *(Value(text) for _mails, phones, _rest in mixed for text in phones)]
    mails = [Value(_address(one.text), one.label) for one in mails]
    phones = [Value(one_line(one.text), one.label) for one in phones]
    for one in mails:
        if not read_email(one.text):
            notes.append(_("“%(text)s” is not one mail address; it is kept as written") % {"text": one.text[:60]})
    for one in phones:
        if one.text and not read_phone(one.text):
            notes.append(_("“%(text)s” is no telephone number; it is kept as written") % {"text": one.text[:60]})
    company = _cut("company", one_line(record.text("company")), notes)
    own = full_name(record)
    name = own or company or next((one.text for one in (*mails, *phones)), "")
    if not name:
        raise Refused(_("The row has no name, company, mail address or telephone"))
    title = ", ".join(filter(None, (one_line(record.text("title")), one_line(record.text("department")))))
    rest = [text for _mails, _phones, text in mixed if text]
    return Somebody(
        name=_cut("name", name, notes),
        named=bool(own) and company_key(own) != company_key(company),
        company=company,
        title=_cut("title", title, notes),
        language=_language(record.text("language"), notes),
        notes=prose("\n".join([*(value.text for value in record.all("notes")), *rest])),
        external_id=record.text("external_id")[:120],
        mails=_once(mails, Reach.Kind.MAIL),
        phones=_once(phones, Reach.Kind.PHONE),
        others=[
            *((Reach.Kind.PLACE, one) for one in _places(record)),
            *((Reach.Kind.WEB, one) for one in record.all("website")),
        ],
        consents=consents_told(record),
    )


def somebody_else(contact: Contact, told: Somebody) -> bool:
    """Whether a row names another person than the one on file: two share a mailbox, and neither is renamed."""
    company = contact.client.name if contact.client else contact.company
    nameless = company_key(contact.name) == company_key(company) or "@" in contact.name
    if not told.named or nameless:
        return False
    ones, others = words(told.name), words(contact.name)
    if not ones or not others:
        return company_key(told.name) != company_key(contact.name)
    within = set(ones) <= set(others) or set(others) <= set(ones)
    from rapidfuzz import fuzz  # takes 4 MB, and few pages compare names

    return not within and fuzz.token_sort_ratio(" ".join(ones), " ".join(others)) < ALIKE


def _language(told: str, notes: list[str]) -> str:
    code = language_called(told) if told else ""
    if told and not code:
        notes.append(_("“%(language)s” is no language that mails are written in here") % {"language": told[:60]})
    return code


def _places(record: Record) -> list[Value]:
    """Addresses: whole ones, and those put together from their parts, of which those of one kind belong together."""
    lines: dict[str, list[str]] = {}
    for part in ("address", "postcode", "city", "country"):
        for value in record.all(part):
            told = lines.setdefault(value.label, [])
            if part == "city" and told and record.all("postcode"):
                told[-1] = f"{told[-1]} {value.text}"
            else:
                told.append(prose(value.text))
    return [*record.all("place"), *(Value("\n".join(told), label) for label, told in lines.items())]


def _once(values: Sequence[Value], kind: str) -> list[Value]:
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(reach_key(kind, value.text), value)
    return list(found.values())


def _address(text: str) -> str:
    read = read_email(text)
    return read.address if read else one_line(text)


def _cut(name: str, text: str, notes: list[str]) -> str:
    if len(text) <= LONGEST[name]:
        return text
    notes.append(_("%(field)s was cut to %(longest)s characters") % {"field": name, "longest": LONGEST[name]})
    return text[: LONGEST[name]]
