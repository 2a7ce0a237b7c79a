"""Lines asked for the next status report of Orsatti: Priya Raman has said how the website stands, the photographer has
not yet said how the film does. Two lines are asked of Marta Galli, and open."""

from datetime import datetime, timedelta
from functools import partial

from herringbone.clients.actions import add_contact
from herringbone.core import clock
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.status.actions import ask_for_lines, propose_line

ORSATTI = "ORS"


def script(moments: Moments) -> Script:
    """Asked yesterday; answered this morning."""
    return [
        steps.Do(moments.at(-1, "14:10"), "nora", _ask_priya),
        steps.Do(moments.at(-1, "14:20"), "nora", _ask_livia),
        steps.Do(moments.ago(minutes=25), "priya", _answered),
        steps.Do(moments.at(-1, "16:10"), "nora", partial(_ask_marta, "NWF", "timetable", moments.at(0, "17:00"))),
        steps.Do(moments.at(-1, "16:12"), "nora", partial(_ask_marta, "PEL", "cups", moments.at(2, "12:00"))),
    ]


def _ask_marta(code: str, job: str, until: datetime, players: Players) -> None:
    ask_for_lines(
        by=players.people["nora"], client=players.clients[code], jobs=[players.jobs[job]], until=until,
        person=players.people["marta"],
    )  # fmt: skip


def _ask_priya(players: Players) -> None:
    players.kept["asked"] = ask_for_lines(
        by=players.people["nora"], client=players.clients[ORSATTI], jobs=[players.jobs["website"]],
        until=clock.now() + timedelta(days=4), person=players.people["priya"], note="For the report of next week",
    )  # fmt: skip


def _ask_livia(players: Players) -> None:
    livia = add_contact(
        by=players.people["nora"], name="Livia Conti", company="Livia Conti, fotografa", email="livia@conti.example",
        title="Photographer", language="it", phone="+39 02 5550 146",
    )  # fmt: skip
    ask_for_lines(
        by=players.people["nora"], client=players.clients[ORSATTI], jobs=[players.jobs["film"]],
        until=clock.now() + timedelta(days=2), contact=livia, note="Bastano due parole sui sopralluoghi.",
    )  # fmt: skip


def _answered(players: Players) -> None:
    line = players.kept["asked"].lines.get()
    propose_line(
        by=players.people["priya"], line=line, status="In costruzione, tutte le pagine in revisione",
        step="Revisione del sito con la vostra agenzia di Torino", on=None,
    )  # fmt: skip
