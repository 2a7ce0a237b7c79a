"""`herringbone promote`: the restored copy takes the original's place."""

import argparse

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.commands.persons import person_of
from herringbone.people.actions.promotion import promote_copy
from herringbone.record.models import Effect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who promotes it, and what is done with the mail that was waiting."""
    parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="the administrator who decides it")
    parser.add_argument(
        "--waiting",
        choices=["send", "drop"],
        help="mail that was waiting when the copy was made: send it, or drop it because the original has sent it since",
    )


def run(told: argparse.Namespace) -> int:
    """Promote; 2 when mail is waiting and nothing was said about it."""
    the_agency()
    waiting = Effect.objects.filter(state=Effect.State.WAITING).count()
    if waiting and told.waiting is None:
        raise Failed(
            f"{waiting} mails were waiting when the copy was made. Say --waiting send or --waiting drop.", code=2
        )
    promote_copy(by=person_of(told.by), send_waiting=told.waiting == "send")
    print("this is the agency's own database now, and it sends")
    print("all sessions, links and invitations of before are void; start the program anew")
    return 0
