"""Jobs as a kind of records that files bring in."""

from django.utils.translation import gettext_lazy as _

from herringbone.clients.importing.kinds import ImportKind, Meaning
from herringbone.work.importing.files import read_project_file
from herringbone.work.importing.job_rows import JobRows
from herringbone.work.importing.words import by_what_columns_hold, stage_called, stages

JOBS = ImportKind(
    name="jobs",
    heading=_("Bring in jobs"),
    plural=_("Jobs"),
    page="jobs",
    accepts=_("CSV, XLSX, or a file of Trello, Asana, MS Project (XML), Planner or Primavera (XER), up to 10 MB"),
    rows=JobRows,
    fields=(
        ("name", _("Name")), ("client", _("Client")), ("number", _("Number in the other program")), ("kind", _("Type")),
        ("stage", _("Stage")), ("status", _("Status line")), ("next_step", _("Next step")), ("lead", _("Lead")),
        ("begins", _("Work begins")), ("due", _("Delivered by")), ("budget", _("Budget")), ("currency", _("Currency")),
        ("scope", _("Scope")), ("comments", _("Comments")),
    ),
    naming=frozenset({"name"}),
    wanted=_("the job’s name"),
    days=frozenset({"begins", "due"}),
    several=frozenset({"scope", "comments"}),
    meanings={"stage": Meaning(stages, stage_called)},
    refine=by_what_columns_hold,
    shown="stage=all&order=newest",
    numbers={"budget": False},
    others=(read_project_file,),
    asks=frozenset({"point_person", "client"}),
    whose=_("The file does not say whose jobs these are."),
)  # fmt: skip
