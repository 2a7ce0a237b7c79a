"""What of the demo agency is told outside: a webhook, two chats, and what one of its people chose. Nothing leaves."""

from herringbone.demo.players import Players
from herringbone.desk.actions import choose_notices
from herringbone.desk.actions.chats import set_client_chat, set_own_chat
from herringbone.desk.actions.webhooks import make_webhook
from herringbone.desk.models import ChatChannel, Mail
from herringbone.desk.notices.ways import Ways
from herringbone.desk.webhooks.signing import new_secret

Format = ChatChannel.Format
WEBHOOK = "https://erp.haldenrossi.example/hooks/herringbone"
SLACK = "https://hooks.slack.com/services/T00000000/B00000000/demo"
TEAMS = "https://prod-01.westeurope.logic.azure.com/workflows/demo/triggers/manual/paths/invoke"


def tell_outside(players: Players) -> None:
    """Set these up at the clock's present moment."""
    people = players.people
    kinds = ["job.opened", "job.stage_moved", "milestone.moved", "task.made", "contact_report.issued"]
    make_webhook(by=people["ada"], address=WEBHOOK, kinds=kinds, secret=new_secret())
    set_client_chat(
        by=people["lucia"], client=players.clients["ORS"], format=Format.TEAMS, address=TEAMS,
        kinds=["client", "reports", "dates"],
    )  # fmt: skip
    set_own_chat(by=people["nora"], format=Format.SLACK, address=SLACK)
    choose_notices(by=people["nora"], ways={"task": Ways(True, Mail.DAILY, True), "form": Ways(True, Mail.NEVER, True)})
