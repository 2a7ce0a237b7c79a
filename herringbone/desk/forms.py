"""The forms of the desk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.desk.models import Mail
from herringbone.desk.notices.kinds import KINDS, NoticeKind
from herringbone.desk.notices.ways import Ways

MAIL: dict[str, str | Promise] = {
    Mail.AT_ONCE: pgettext_lazy("when mail comes", "At once"),
    Mail.DAILY: pgettext_lazy("when mail comes", "Once a day"),
    Mail.NEVER: pgettext_lazy("when mail comes", "Never"),
}


@dataclass(frozen=True)
class Row:
    """One kind of notice with its fields; none where there is nothing to choose."""

    kind: NoticeKind
    shown: BoundField | None
    mail: BoundField | None
    chat: BoundField | None


class ChoicesForm(ActedForm):
    """How one is told, kind by kind: fields `KIND_shown`, `KIND_mail` and `KIND_chat`. No chat for who has none."""

    any_hour = forms.BooleanField(label=_("Also while my office is closed"), required=False)

    def __init__(self, *args: Any, ways: Mapping[str, Ways], any_hour: bool, chat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways, self.with_chat = ways, chat
        self.fields["any_hour"].initial = any_hour
        for kind in KINDS:
            if kind.urgent:
                continue
            way = ways[kind.key]
            names = {"kind": kind.label}
            if not kind.kept:
                self.fields[f"{kind.key}_shown"] = forms.BooleanField(
                    label=_("%(kind)s: in Herringbone") % names, required=False, initial=way.shown
                )
            self.fields[f"{kind.key}_mail"] = forms.ChoiceField(
                label=_("%(kind)s: by mail") % names, choices=list(MAIL.items()), initial=way.mail
            )
            if chat:
                self.fields[f"{kind.key}_chat"] = forms.BooleanField(
                    label=_("%(kind)s: in chat") % names, required=False, initial=way.chat
                )

    def rows(self) -> Iterator[Row]:
        """The table, kind by kind."""
        for kind in KINDS:
            yield Row(kind, *(self._found(f"{kind.key}_{way}") for way in ("shown", "mail", "chat")))

    def given(self) -> dict[str, Any]:
        """What the action is to be told."""
        said = self.cleaned_data
        ways = {
            kind.key: Ways(
                bool(said.get(f"{kind.key}_shown", kind.kept)), said[f"{kind.key}_mail"],
                said[f"{kind.key}_chat"] if self.with_chat else self.ways[kind.key].chat,
            )
            for kind in KINDS
            if not kind.urgent
        }  # fmt: skip
        return {"ways": ways, "any_hour": said["any_hour"]}

    def _found(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None
