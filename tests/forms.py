"""The forms in a page, as a browser would send them, and filled in where something is asked for."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {
    "date": "2026-03-20",
    "datetime-local": "2026-03-20T10:00",
    "time": "10:00",
    "number": "3",
    "email": "somebody@alder.example",
    "url": "https://alder.example/",
    "tel": "+1 212 555 0199",
    "password": "a password for once only",
}


@dataclass
class Field:
    """One name of a form: what stands in it, what may be chosen, and how it is shown."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form: where it goes, how, and its fields by name."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def filled(self) -> dict[str, list[str]]:
        """What a browser would send, with something in every empty field that is typed."""
        sent = {}
        for one in self.fields.values():
            if one.kind in ("file", "submit", "button"):
                continue
            values = one.values or ([next(filter(None, one.offered), "")] if one.kind in ("select", "radio") else [])
            if not any(values) and one.kind not in ("checkbox", "select", "radio", "hidden", "search"):
                values = [TYPED.get(one.kind, "Something")]
            if values:
                sent[one.name] = values
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.fields_by_id: dict[str, Field] = {}
        self.inside: Form | None = None
        self.select: Field | None = None
        self.text: Field | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self.inside)
            if "id" in told:
                self.by_id[told["id"]] = self.inside
        elif tag == "option" and self.select:
            value = told.get("value", "")
            self.select.offered.append(value)
            if "selected" in told:
                self.select.values.append(value)
        elif "data-month" in told:  # the month beside a field that takes a day
            self.fields_by_id[told["data-for"]].kind = "date"
        elif tag in ("input", "select", "textarea", "button") and told.get("name"):
            self._field(tag, told)

    def _field(self, tag: str, told: dict[str, str]) -> None:
        form = self.by_id.get(told["form"]) if told.get("form") else self.inside
        if form is None:
            return
        kind = {"input": told.get("type", "text"), "button": "submit"}.get(tag, tag)
        one = form.fields.setdefault(told["name"], Field(told["name"], kind))
        self.fields_by_id[told.get("id", "")] = one
        if tag == "select":
            self.select = one
        elif tag == "textarea":
            self.text = one
            one.values.append("")
        elif kind in ("checkbox", "radio"):
            one.offered.append(told.get("value", "on"))
            if "checked" in told:
                one.values.append(told.get("value", "on"))
        elif tag == "input":
            one.values.append(told.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text.values[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.text = None


def forms_in(page: str) -> list[Form]:
    """The forms of a page that are sent (not those that only look)."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]
