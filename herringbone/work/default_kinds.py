"""The kinds of job that an agency begins with. It changes them, and adds its own, on the page of job kinds."""

from typing import Any

from herringbone.people.models import Department

Craft = Department.Craft
USUAL = ["submitted", "in work", "delivered", "billed", "closed"]


def question(key: str, label: str, label_it: str, type: str = "text", **more: Any) -> dict[str, Any]:
    """One extra question, as `JobKind.fields` keeps it."""
    return {"key": key, "label": label, "label_it": label_it, "type": type, **more}


FORMAT = question("format", "Format and trimmed size", "Formato e dimensioni al vivo")
RUN = question("run", "Print run", "Tiratura", "number")
LENGTH = question("length", "Lengths, in seconds", "Durate, in secondi", required=True)
STATIONS = question("stations", "Stations or platforms", "Emittenti o piattaforme")

# key, name, Italian name, crafts whose departments the form must name, extra questions
DEFAULTS: list[tuple[str, str, str, list[str], list[dict[str, Any]]]] = [
    ("interactive", "Interactive", "Interattivo", [], []),
    (
        "web_app", "Web and app", "Web e app", [],
        [question("platforms", "Platforms and browsers", "Piattaforme e browser")],
    ),
    ("print", "Print", "Stampa", [Craft.PRODUCTION], [FORMAT, RUN]),
    ("broadcast", "Broadcast", "Radio e TV", [Craft.PRODUCTION], [LENGTH, STATIONS]),
    ("content", "Content", "Contenuti", [], []),
    ("social", "Social", "Social", [], [question("channels", "Channels", "Canali", required=True)]),
    (
        "event", "Event", "Evento", [Craft.PRODUCTION],
        [
            question("place", "Where it takes place", "Dove si svolge"),
            question("day", "Day of the event", "Giorno dell’evento", "date"),
            question("guests", "Guests expected", "Ospiti attesi", "number"),
        ],
    ),
    ("direct_mail", "Direct mail", "Direct mail", [Craft.PRODUCTION], [FORMAT, RUN]),
    ("email", "E-mail", "E-mail", [], [question("list", "List it goes to", "Lista di destinatari")]),
    ("tv_streaming", "TV and streaming", "TV e streaming", [Craft.PRODUCTION, Craft.MEDIA], [LENGTH, STATIONS]),
    ("pr", "PR", "Relazioni pubbliche", [], []),
    (
        "research", "Research", "Ricerca", [Craft.PLANNING],
        [question("asked", "What is to be found out", "Che cosa si vuole sapere", "lines", required=True)],
    ),
    ("consulting", "Consulting", "Consulenza", [], []),
    (
        "promotion", "Promotion", "Promozione", [],
        [question("prizes", "Prizes or rewards", "Premi", "choice", choices=["none", "prizes", "rewards"])],
    ),
]  # fmt: skip
