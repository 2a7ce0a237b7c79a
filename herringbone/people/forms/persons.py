"""Persons, departments, absence."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import OneLineField
from herringbone.core.typed import NOBODY, DayField, FoundField, HourField
from herringbone.people.models import Department, Person
from herringbone.people.wording import CRAFTS


class PersonChoice(FoundField):
    """Somebody who works here, found while typing."""

    def __init__(self, **kwargs: Any) -> None:
        everybody = Person.objects.filter(is_active=True).order_by(by_name())
        super().__init__(everybody, **{"empty_label": "—", "unknown": NOBODY, **kwargs})

    def label_from_instance(self, obj: Person) -> str:
        """The name, and what they do: two may be called alike."""
        return f"{obj.name}, {obj.title}" if obj.title else obj.name


class PersonForm(forms.Form):
    """Who somebody is and where they stand."""

    name = OneLineField(label=_("Name"), max_length=120)
    email = OneLineField(label=_("E-mail"), max_length=254)
    title = OneLineField(label=_("Title"), max_length=120, required=False)
    office = forms.ModelChoiceField(Office.objects.order_by(by_name()), label=_("Office"))
    department = forms.ModelChoiceField(
        Department.objects.order_by(by_name()), label=_("Department"), required=False, empty_label=_("none")
    )
    reports_to = PersonChoice(label=_("Reports to"), required=False)
    phone = OneLineField(label=_("Telephone"), max_length=40, required=False)


class DepartmentForm(forms.Form):
    """A department and its head."""

    name = OneLineField(label=_("Name"), max_length=80)
    craft = forms.ChoiceField(label=_("What it does"), choices=list(CRAFTS.items()))
    head = PersonChoice(label=_("Head"), required=False)

    def clean_craft(self) -> Department.Craft:
        """As the action takes it."""
        return Department.Craft(self.cleaned_data["craft"])


class AbsenceForm(forms.Form):
    """From the first day away until the last, both whole; or from and until an hour of them."""

    from_hour = HourField(label=_("From what hour"), required=False)
    until_hour = HourField(label=_("Until what hour"), required=False)
    cover = PersonChoice(label=_("Who stands in"))
    reason = OneLineField(
        label=_("Why"), max_length=40, required=False, help_text=_("Seen by everybody. Leave it empty if you like.")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["first"] = DayField(office=person.office, label=_("First day away"))
        self.fields["last"] = DayField(office=person.office, label=_("Last day away"))
        self.order_fields(["first", "from_hour", "last", "until_hour"])
        self.fields["cover"].queryset = self.fields["cover"].queryset.exclude(pk=person.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds `begins` and `ends`, moments in the person's office."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last:
            if last < first:
                self.add_error("last", __("The last day is before the first"))
                return given
            zone = self.person.office.wall
            given["begins"] = datetime.combine(first, given.get("from_hour") or time(), zone)
            until = given.get("until_hour")
            given["ends"] = datetime.combine(last if until else last + timedelta(days=1), until or time(), zone)
        return given
