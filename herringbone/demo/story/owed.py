"""What is owed this morning beside reports and milestones: tasks, a cover, a form that waits; and what was done."""

from datetime import datetime
from decimal import Decimal

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Give, Script
from herringbone.people.actions import arrange_cover
from herringbone.work.actions import begin_form, save_view
from herringbone.work.queries.job_list import JOBS

AWAY = (  # who, the cover, from how many days before today until how many
    ("tommaso", "nora", -8, 3), ("grace", "lucia", -110, -96), ("elio", "anais", -101, -90),
    ("nora", "theo", -78, -71), ("lucia", "constance", -62, -57), ("walter", "desmond", 21, 32),
)  # fmt: skip
# What Nora Whitfield has done since Monday, beside Orsatti’s status report and Tessler’s daily update.
DONE = (  # title, client, days until it was due, when it was done
    ("Send the posters’ second size to the printer", "ORS", -1, "09:40"),
    ("Write to Renato Sala about invoice 0388", "ORS", -4, "10:05"),  # the one that was late
    ("Tell Petter Aune when the proof comes", "NWF", -1, "10:20"),
    ("Ask June Abbott for the photographs", "PEL", -1, "10:30"),
    ("Agree the agenda of the kick-off with Marta", "ORS", 1, "12:10"),
    ("Confirm the studio to Priya", "QUI", 1, "16:40"),
)
DRAFT = (
    "Four films of 20 seconds, one cocktail each, shot from above on one day in the Milan kitchen. Subtitles in "
    "Italian and English. For the website and for streaming."
)


def script(moments: Moments) -> Script:
    """Everything."""
    return [*_away(moments), *_noras(moments), *_lucias(moments), *_others(moments), *_done(moments)]


def _away(moments: Moments) -> Script:
    """Tommaso Bellini is on holiday until Friday; others were away before him, and one will be."""

    def away(who: str, cover: str, begin: int, end: int) -> steps.Do:
        def arrange(players: Players) -> None:
            office = players.people[who].office.name
            arrange_cover(
                by=players.people[who], person=players.people[who], cover=players.people[cover],
                begins=moments.at(begin, "00:00", office), ends=moments.at(end, "18:00", office), reason="Holiday",
            )  # fmt: skip

        return steps.Do(moments.at(min(begin - 14, -3), "10:00"), who, arrange)

    return [away(*row) for row in AWAY]


def _noras(moments: Moments) -> Script:
    """Her desk: what she promised, and what she covers."""
    day = moments.at
    questions = "Answer the brief’s open questions, three of seven"
    photographs = "Photographs of the roastery"
    return [
        Give(day(-4, "16:10"), "priya", "questions", "QUI", questions, "nora", due_at=day(0, "18:00")),
        steps.Wait(moments.ago(days=1, minutes=8), "nora", "roastery", "PEL", photographs, contact="June Abbott"),
        steps.Do(day(-1, "16:20"), "nora", lambda players: _draft(players, moments)),
        steps.Do(day(-8, "11:15"), "nora", _view),
    ]


def _lucias(moments: Moments) -> Script:
    """What has climbed to the director, and what she decides herself."""

    def milan(days: int, clock: str) -> datetime:
        return moments.at(days, clock, "Milan")

    invoice, arcade = "Get a promise to pay: invoice 0388, €18,900", "Allow work before the signature, or not"
    sizes, hours = "Answer the list of tyre sizes", "Bill or write off 94 days of hours"
    estimate, agenda = "Sign off the estimate, version 3", "Sign off the QBR agenda"
    hour_ago, just_now = moments.ago(hours=1), moments.ago(minutes=50)
    return [
        Give(milan(-8, "11:00"), "grace", "promise", "ORS", invoice, "jonah", due_at=milan(-4, "12:00")),
        Give(milan(-8, "12:00"), "giorgia", "sizes", "COR", sizes, "owen", due_at=milan(-1, "12:00")),
        Give(hour_ago, "priya", "arcade", "ORS", arcade, "lucia", due_at=milan(0, "18:00"), job="film"),
        Give(just_now, "grace", "estimate", "HAV", estimate, "lucia", due_at=milan(1, "18:10")),
        Give(milan(-5, "10:00"), "jonah", "hours", "ORS", hours, "lucia", due_at=milan(3, "18:00"), job="summer"),
        Give(milan(-1, "18:20"), "nora", "qbr", "ORS", agenda, "lucia", due_at=milan(6, "16:00")),
    ]


def _others(moments: Moments) -> Script:
    """Tasks of Creative and of the supervisor. What the call and the reports brought stands beside them."""
    line, tags = "Legal line at 14 points", "Second size of the hang tags"
    note, renewal = "Read the market note before it goes out", "First talk about the renewal with Dana Ruiz"
    asked, friday, tomorrow = moments.at(-5, "12:00", "Milan"), moments.day(3), moments.at(1, "13:00")
    monday = moments.day(6, "Milan")
    return [
        Give(asked, "matteo", "legal-line", "ORS", line, "anais", due=monday, job="posters"),
        Give(moments.at(-1, "10:00"), "theo", "tags", "HAV", tags, "caleb", due=friday),
        Give(moments.at(-4, "15:20"), "beatrix", "note", "TES", note, "grace", due_at=tomorrow),
        Give(moments.at(-6, "09:50"), "grace", "renewal", "QUI", renewal, "grace", due=moments.day(6)),
    ]


def _done(moments: Moments) -> Script:
    found: Script = []
    for place, (title, code, due, clock) in enumerate(DONE):
        made = moments.at(-6, f"10:{place:02d}")
        found.append(Give(made, "nora", f"done-{place}", code, title, "nora", due=moments.day(due)))
        found.append(steps.Did(moments.at(-1, clock), "nora", f"done-{place}"))
    return found


def _view(players: Players) -> None:
    """What is next at Orsatti, whom she speaks to every day."""
    query = f"client={players.clients['ORS'].pk}&order=step&stage=open"
    save_view(by=players.people["nora"], list=JOBS, name="Orsatti, next steps", query=query)


def _draft(players: Players, moments: Moments) -> None:
    """A form that cannot go yet: a holiday, the wrong currency, a department too few."""
    departments = [players.departments[craft] for craft in ("creative", "media", "finance")]
    begin_form(
        by=players.people["nora"], client=players.clients["ORS"], kind=players.kinds["broadcast"],
        name="Cocktail films, four times 20 seconds", brand=players.brands["ORS", "Aperitivo"],
        asked_by=players.contacts["ORS", "Chiara Fumagalli"], asked_how="By telephone, 16:05",
        begins=moments.day(1, "Milan"), delivered_by=moments.weekday(14), budget=Decimal(14_000),
        currency="USD", scope=DRAFT, departments=departments, extra={"length": "20", "stations": "Website, streaming"},
        deliverables=[{"what": "Film of 20 seconds", "quantity": 4, "rounds": 2}],
    )  # fmt: skip
