"""What a person says about a file that is brought in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.importing.reading import Kind, Reading, Told
from herringbone.people.models import Person

NOT_TAKEN = ""
FIELDS: dict[Kind, list[tuple[str, Any]]] = {
    "clients": [
        ("name", _("Name")), ("code", _("Code")), ("legal_name", _("Registered name")), ("tax_number", _("Tax number")),
        ("industry", _("Industry")), ("country", _("Country")), ("website", _("Website")), ("currency", _("Currency")),
        ("language", _("Language")), ("since", _("Client since")), ("parent", _("Belongs to")),
        ("location", _("Seat")), ("address", _("Address")), ("postcode", _("Postcode")), ("phone", _("Telephone")),
        ("email", _("Mail address")), ("employees", _("Employees")), ("founded", _("Founded")),
        ("revenue", _("Its own revenue")), ("notes", _("Notes")), ("external_id", _("Number in the other program")),
    ],
    "contacts": [
        ("name", _("Name")), ("first_name", _("First name")), ("last_name", _("Last name")), ("company", _("Company")),
        ("title", _("Title")), ("department", _("Department")), ("email", _("Mail address")), ("phone", _("Telephone")),
        ("email_or_phone", _("Mail address or telephone")), ("address", _("Address")), ("postcode", _("Postcode")),
        ("city", _("Town")), ("country", _("Country")), ("website", _("Website")), ("notes", _("Notes")),
        ("external_id", _("Number in the other program")),
    ],
}  # fmt: skip
SEPARATORS = [
    ("", _("as the file tells")),
    (",", _("comma")),
    (";", _("semicolon")),
    ("tab", pgettext_lazy("a sign", "tab")),
]
ORDERS = [("", _("as the file tells")), ("dmy", _("day, month, year")), ("mdy", _("month, day, year"))]
DECIMALS = [("", _("as the file tells")), (".", _("point: 1,234.50")), (",", _("comma: 1.234,50"))]


class UploadForm(ActedForm):
    """The file."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, up to 10 MB"))


class ExplainForm(ActedForm):
    """What the file does not tell by itself, and which column is what."""

    encoding = forms.CharField(label=_("Encoding"), required=False, max_length=40)
    separator = forms.ChoiceField(label=_("Values are parted by"), choices=SEPARATORS, required=False)
    date_order = forms.ChoiceField(label=_("Days are written"), choices=ORDERS, required=False)
    decimal = forms.ChoiceField(label=_("The decimal sign is a"), choices=DECIMALS, required=False)
    header = forms.BooleanField(label=_("The first line holds headings"), required=False)
    point_person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Point person of the clients that are new"),
        required=False,
        empty_label=_("nobody yet"),
        widget=forms.Select(attrs={"data-typeahead": ""}),
    )

    def __init__(self, *args: Any, kind: Kind, reading: Reading | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == "clients":
            self.fields["point_person"].queryset = Person.objects.filter(is_active=True).order_by("name")  # type: ignore[attr-defined]
        else:
            del self.fields["point_person"]
        self.columns: list[str] = []
        for at, column in enumerate(reading.columns if reading else ()):
            name = f"column{at}"
            self.columns.append(name)
            self.fields[name] = forms.ChoiceField(
                label=column.heading or str(at + 1),
                required=False,
                choices=[(NOT_TAKEN, _("is not brought in")), *FIELDS[kind]],
                initial=column.field or NOT_TAKEN,
            )
        self.asked = {question.option.replace("-", "_") for question in (reading.questions if reading else [])}

    def options(self, reading: Reading | None) -> dict[str, Any]:
        """What is kept of it with the file."""
        given = self.given()
        headings = reading.table.headers if reading else ()
        fields = {str(at): given.get(f"column{at}") or "" for at in range(len(headings))}
        point_person = given.get("point_person")
        return {
            "encoding": given["encoding"] or "", "separator": given["separator"], "date_order": given["date_order"],
            "decimal": given["decimal"], "header": given["header"], "fields": fields,
            "point_person": getattr(point_person, "pk", None),
        }  # fmt: skip


def told_by(options: dict[str, Any]) -> Told:
    """What was kept with a file, as the reading takes it."""
    return Told(
        encoding=options.get("encoding") or None,
        separator=options.get("separator") or None,
        date_order=options.get("date_order") or None,
        decimal=options.get("decimal") or None,
        header=options.get("header", True),
        places={int(at): name for at, name in options.get("fields", {}).items()},
    )
