"""`herringbone promote`: the restored copy takes the original's place."""

import argparse

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.commands.four_eyes import add_asking, cleared, who_asks
from herringbone.core import instance
from herringbone.people.actions.promotion import promote_copy
from herringbone.people.models import SecondLook
from herringbone.record.models import Effect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who promotes it and why, and what is done with the mail that was waiting."""
    add_asking(parser, "the administrator who decides it")
    parser.add_argument(
        "--waiting",
        choices=["send", "drop"],
        help="mail that was waiting when the copy was made: send it, or drop it because the original has sent it since",
    )


def run(told: argparse.Namespace) -> int:
    """Promote; 1 where another administrator has to agree first, 2 when mail is waiting and nothing was said of it."""
    the_agency()
    if not instance.in_quarantine():
        raise Failed("This is no copy: it sends already.")
    waiting = Effect.objects.filter(state=Effect.State.WAITING).count()
    if waiting and told.waiting is None:
        raise Failed(
            f"{waiting} mails were waiting when the copy was made. Say --waiting send or --waiting drop.", code=2
        )
    by, send_waiting = who_asks(told, SecondLook.What.PROMOTE), told.waiting == "send"
    look = cleared(by, SecondLook.What.PROMOTE, told, send_waiting=send_waiting)
    promote_copy(by=by, send_waiting=send_waiting, look=look)
    print("this is the agency's own database now, and it sends")
    print("all sessions, links and invitations of before are void; start the program anew")
    return 0
