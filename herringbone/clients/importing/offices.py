"""Which office of the agency a file means."""

from dataclasses import replace

from django.utils.translation import gettext as _

from herringbone.core.models import Office
from herringbone.core.names import company_key, fold
from herringbone.core.names.countries import is_country, is_town_too
from herringbone.core.tables import Mapping, Table, as_text
from herringbone.record.action import Refused

_EITHER = frozenset({"office", "ufficio", "sede", "location", "office location"})


class Offices:
    """The offices of the agency by name, without case and accents."""

    def __init__(self) -> None:
        self.all = list(Office.objects.order_by("name"))
        self.by_name = {_key(one.name): one for one in self.all}

    def knows(self, text: str) -> bool:
        """Whether an office is called so."""
        return _key(text) in self.by_name

    def called(self, text: str) -> Office:
        """The office of this name. Raises Refused, naming those that there are, where none is called so."""
        if not self.knows(text):
            told = {"office": text[:80], "offices": ", ".join(one.name for one in self.all)}
            raise Refused(_("“%(office)s” is no office of the agency. These are: %(offices)s") % told)
        return self.by_name[_key(text)]


def seat_or_office(table: Table, mapping: Mapping) -> Mapping:
    """A client's column called “office” or “location” is the town where the client sits, its country, or which
    office of ours works for it: its values tell which."""
    mapping = _country(table, mapping)
    if any(column.field == "office" for column in mapping.columns):
        return mapping
    meant = [
        column
        for column in mapping.columns
        if column.field == "location" and fold(column.heading.strip()) in _EITHER and _ours(table, column.at)
    ][:1]
    return Mapping(tuple(replace(one, field="office") if one in meant else one for one in mapping.columns))


def _country(table: Table, mapping: Mapping) -> Mapping:
    """A column of nothing but countries is no column of towns."""
    if any(column.field == "country" for column in mapping.columns):
        return mapping
    meant = [column for column in mapping.columns if column.field == "location" and _countries(table, column.at)][:1]
    return Mapping(tuple(replace(one, field="country") if one in meant else one for one in mapping.columns))


def _countries(table: Table, at: int) -> bool:
    told = {text for cell in table.column(at) if (text := as_text(cell).strip())}
    return all(is_country(one) for one in told) and not all(is_town_too(one) for one in told)


def _ours(table: Table, at: int) -> bool:
    """Whether all that a column says are offices of the agency."""
    offices = Offices()
    told = [text for cell in table.column(at) if (text := as_text(cell).strip())]
    return bool(told) and all(offices.knows(text) for text in told)


def _key(name: str) -> str:
    return fold(company_key(name))
