"""Saved views of a list: filters and order under a name, one's own or shared with everybody."""

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_direct
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.actions.written import line
from herringbone.work.models import SavedView
from herringbone.work.rules import may_keep_views

MOST = 20


def _own_or_above(*, by: Person, view: SavedView, **_: object) -> bool:
    """One's own; of the shared ones any, for the head and the administrator."""
    return view.person_id == by.pk or (view.shared and (may_direct(by) or may_administer(by)))


@action("view saved", may=may_keep_views)
def save_view(*, by: Person, list: str, name: str, query: str, shared: bool = False) -> Done[SavedView]:
    """Keep filters and order of a list; the same name again replaces them. The query is cleaned by its list's form."""
    name = line(name, "name", 60, _("A view needs a name"))
    refuse_unless(len(query) <= 500, _("Too many filters for one view"), "name")
    others = SavedView.objects.filter(person=by, list=list).exclude(name=name)
    refuse_unless(others.count() < MOST, _("%(most)d views are enough: delete one first") % {"most": MOST}, "name")
    view, _made = SavedView.objects.update_or_create(
        person=by, list=list, name=name, defaults={"query": query, "shared": shared, "at": clock.now()}
    )
    return Done(view, {"shared": shared})


@action("view deleted", may=_own_or_above)
def delete_view(*, by: Person, view: SavedView) -> Done[Person]:
    """Give a saved view up."""
    gone = {"view": view.pk}
    view.delete()
    return Done(by, gone)
