"""The kinds of job: what their forms ask, whom they must name, their way; and the pattern of job numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from herringbone.core.models import Agency
from herringbone.people.models import Department, Person
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.work.actions.written import line
from herringbone.work.answers import TYPES
from herringbone.work.default_kinds import DEFAULTS, USUAL
from herringbone.work.models import JobKind, Stage
from herringbone.work.numbers import WrongPattern, check_pattern
from herringbone.work.queries.stages import ASIDE
from herringbone.work.rules import may_manage_kinds

MOST_QUESTIONS = 20


def ensure_job_kinds() -> dict[str, JobKind]:
    """Write the kinds that an agency begins with, as far as they are missing, and answer all kinds by key.

    Data of a new agency, not an act of a person: `init`, the demo and the tests call it.
    """
    kinds = {kind.key: kind for kind in JobKind.objects.all()}
    missing = [one for one in DEFAULTS if one[0] not in kinds]
    departments: dict[str, list[Department]] = {}
    for department in Department.objects.order_by("pk") if missing else ():
        departments.setdefault(department.craft, []).append(department)
    for key, name, name_it, crafts, fields in missing:
        kinds[key] = JobKind.objects.create(key=key, name=name, name_it=name_it, way=USUAL, fields=fields)
        kinds[key].needs.set(departments[craft][0] for craft in crafts if craft in departments)
    return kinds


@action("job kind kept", may=may_manage_kinds)
def keep_job_kind(
    *, by: Person, name: str, kind: JobKind | None = None, name_it: str = "", needs: Iterable[Department] = (),
    way: Sequence[str] = (), fields: Sequence[Mapping[str, Any]] = (), active: bool = True,
) -> Done[JobKind]:  # fmt: skip
    """Add a kind of job, or (`kind` given) change it. Jobs that exist keep their stage; forms ask the new questions."""
    name = line(name, "name", 80, _("A kind needs a name"))
    same = JobKind.objects.filter(name__iexact=name).exclude(pk=kind.pk if kind else 0)
    refuse_unless(not same.exists(), _("Another kind has that name"), "name")
    kept = kind or JobKind(key=_new_key(name))
    kept.name, kept.name_it, kept.active = name, line(name_it, "name_it", 80), active
    kept.way = _way(way or USUAL)
    kept.fields = [_question(one) for one in fields]
    refuse_unless(len(kept.fields) <= MOST_QUESTIONS, _("Too many questions for one form"), "fields")
    keys = [one["key"] for one in kept.fields]
    refuse_unless(len(keys) == len(set(keys)), _("Two questions are alike"), "fields")
    kept.save()
    kept.needs.set(needs)
    return Done(kept, {"active": active, "needs": sorted(kept.needs.values_list("pk", flat=True)), "way": kept.way})


def _new_key(name: str) -> str:
    stem = slugify(name).replace("-", "_")[:26] or "kind"
    taken = set(JobKind.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, 999))) if key not in taken)


def _way(way: Sequence[str]) -> list[str]:
    """A way begins with the form and ends closed; hold and cancellation stand beside it."""
    order = [key for key in Stage.Key.values if key not in ASIDE]
    refuse_unless(set(way) <= set(order), _("The way knows only its own stages"), "way")
    found = [key for key in order if key in way]
    ends = found[:1] == [Stage.Key.SUBMITTED] and found[-1:] == [Stage.Key.CLOSED]
    refuse_unless(ends and len(found) > 2, _("A way begins submitted, ends closed, and has a stage between"), "way")
    return found


def _question(one: Mapping[str, Any]) -> dict[str, Any]:
    label = line(str(one.get("label", "")), "fields", 120, _("A question needs its words"))
    type = str(one.get("type", "text"))
    refuse_unless(type in TYPES, _("Choose the type of the answer"), "fields")
    choices = [line(str(choice), "fields", 80) for choice in one.get("choices", ()) if str(choice).strip()]
    refuse_unless(type != "choice" or len(choices) > 1, _("A choice needs two answers at least"), "fields")
    key = str(one.get("key") or "") or slugify(label).replace("-", "_")[:30]
    refuse_unless(key, _("A question needs its words"), "fields")
    question = {"key": key, "label": label, "label_it": line(str(one.get("label_it", "")), "fields", 120), "type": type}
    return {**question, "required": bool(one.get("required")), **({"choices": choices} if type == "choice" else {})}


@action("job numbers set", may=may_manage_kinds)
def set_job_numbers(*, by: Person, pattern: str) -> Done[Agency]:
    """Set the pattern of job numbers for the jobs to come."""
    try:
        check_pattern(pattern)
    except WrongPattern as wrong:
        raise Refused(str(wrong), "pattern") from None
    agency = Agency.objects.get()
    agency.job_number = pattern
    agency.save(update_fields=["job_number"])
    return Done(agency, {})
