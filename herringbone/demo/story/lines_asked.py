"""Lines asked for the next status report of Orsatti: Priya Raman has said how the website stands, the photographer has
not yet said how the film does."""

from datetime import timedelta

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
    ]


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
        by=players.people["priya"], line=line, status="Build, all pages in review",
        step="Site review with your agency in Turin", on=None,
    )  # fmt: skip
