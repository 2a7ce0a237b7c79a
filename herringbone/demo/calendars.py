"""What of the demo agency comes again, and what is fetched: a fortnightly call and three calendars by their links."""

from datetime import timedelta

from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.meetings.actions import make_feed, new_token, plan_series

TIMES = 8
HALF_AN_HOUR = timedelta(minutes=30)
IN_TWO_WEEKS = 10  # working days, so that this week and the next stay as the story has them


def come_again(players: Players, moments: Moments) -> None:
    """Set these up at the clock's present moment; the links are known to nobody, as those of an agency are not."""
    people, clients = players.people, players.clients
    starts = moments.at(IN_TWO_WEEKS, "11:30", "New York")
    plan_series(
        by=people["nora"], client=clients["PEL"], topic="Status call", kind="call", every="fortnight", count=TIMES,
        starts=starts, ends=starts + HALF_AN_HOUR, office=players.offices["New York"], invite=False,
        conference="https://meet.haldenrossi.example/pellworth", agenda=["What is open", "Dates of the fortnight"],
        contacts=[players.contacts["PEL", name] for name in ("June Abbott", "Josiah Pellworth")],
    )  # fmt: skip
    make_feed(by=people["nora"], token=new_token(), person=people["nora"])
    make_feed(by=people["nora"], token=new_token(), client=clients["PEL"])
    make_feed(by=people["lucia"], token=new_token(), client=clients["ORS"])
