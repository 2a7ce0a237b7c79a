"""The company of the agency that answers for a document, in the line at its foot."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def company_line(agency: Mapping[str, Any]) -> str:
    """ "Halden & Rossi S.r.l., Via Solferino 31, 20121 Milano, tax no. IT 12345678903", of what an edition says of the
    agency: `name`, `legal`, `address` and, where the edition has it, `tax`.
    """
    tax = _("tax no. %(number)s") % {"number": agency["tax"]} if agency.get("tax") else ""
    return ", ".join(part for part in (agency["legal"] or agency["name"], agency["address"], tax) if part)
