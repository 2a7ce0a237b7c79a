"""Public holidays in the reader's language. They are kept by the English names of the `holidays` library."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OBSERVED = " (observed)"
# Of Italy and the United States. Any other name, as the agency's own reason to close, stands as it is.
NAMES: dict[str, Promise] = {
    "New Year's Day": gettext_lazy("New Year’s Day"),
    "Epiphany": gettext_lazy("Epiphany"),
    "Easter Sunday": gettext_lazy("Easter Sunday"),
    "Easter Monday": gettext_lazy("Easter Monday"),
    "Liberation Day": gettext_lazy("Liberation Day"),
    "Labor Day": gettext_lazy("Labor Day"),
    "Republic Day": gettext_lazy("Republic Day"),
    "Assumption Of Mary Day": gettext_lazy("Assumption of Mary"),
    "Saint Francis of Assisi, Patron Saint of Italy": gettext_lazy("Saint Francis of Assisi"),
    "All Saints' Day": gettext_lazy("All Saints’ Day"),
    "National Unity Day": gettext_lazy("National Unity Day"),
    "Saint Ambrose's Day": gettext_lazy("Saint Ambrose’s Day"),
    "Saint John's Day": gettext_lazy("Saint John’s Day"),
    "Saints Peter and Paul's Day": gettext_lazy("Saints Peter and Paul"),
    "Immaculate Conception": gettext_lazy("Immaculate Conception"),
    "Christmas Day": gettext_lazy("Christmas Day"),
    "Saint Stephen's Day": gettext_lazy("Saint Stephen’s Day"),
    "Martin Luther King Jr. Day": gettext_lazy("Martin Luther King Jr. Day"),
    "Lincoln's Birthday": gettext_lazy("Lincoln’s Birthday"),
    "Washington's Birthday": gettext_lazy("Washington’s Birthday"),
    "Presidents' Day": gettext_lazy("Presidents’ Day"),
    "Susan B. Anthony Day": gettext_lazy("Susan B. Anthony Day"),
    "Memorial Day": gettext_lazy("Memorial Day"),
    "Juneteenth National Independence Day": gettext_lazy("Juneteenth"),
    "Independence Day": gettext_lazy("Independence Day"),
    "Columbus Day": gettext_lazy("Columbus Day"),
    "Election Day": gettext_lazy("Election Day"),
    "Veterans Day": gettext_lazy("Veterans Day"),
    "Thanksgiving Day": gettext_lazy("Thanksgiving Day"),
    "Day After Thanksgiving": gettext_lazy("Day after Thanksgiving"),
}


def holiday_in_words(kept: str) -> str:
    """Why a day is free, from what its calendar keeps: one name, or several with semicolons between them."""
    return "; ".join(_one(name) for name in kept.split("; "))


def why_closed(kept: str) -> str:
    """The same, also of a day that is closed for no reason that was kept."""
    return holiday_in_words(kept) or _("closed")


def _one(name: str) -> str:
    told = NAMES.get(name.removesuffix(OBSERVED))
    if told is None:
        return name
    return _("%(holiday)s (observed)") % {"holiday": told} if name.endswith(OBSERVED) else str(told)
