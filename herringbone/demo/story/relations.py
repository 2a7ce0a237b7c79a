"""Who is known from before: an address book that was brought in as a file, and rhythms that were agreed."""

from herringbone.clients.actions import agree_rhythm
from herringbone.clients.actions.bringing import keep_file
from herringbone.clients.importing.landing import bring_in
from herringbone.clients.importing.reading import Told, read
from herringbone.clients.uploads import Upload
from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script

BOOK = "calderfell.csv"  # as the account executive got it from the hotel; one in it is there already
RHYTHMS = (  # client, contact, who of ours (or whoever answers), every so many days, since how many days
    ("CAL", "Verity Calder", "walter", 30, -75), ("CAL", "Tom Aldous", "", 14, -40),
    ("TAR", "Muriel Tarn", "rafael", 30, -50), ("VES", "Bruna Vessina", "giorgia", 30, -45),
    ("WEX", "Dr. Paula Wexler", "", 60, -70),
)  # fmt: skip


def script(moments: Moments) -> Script:
    """Both."""
    return [steps.Do(moments.at(-41, "10:00"), "imogen", _bring_in), *(_agree(moments, *row) for row in RHYTHMS)]


def _bring_in(players: Players) -> None:
    """What the page does in three steps."""
    by, data = players.people["imogen"], (cast.HERE / BOOK).read_bytes()
    kept = keep_file(by=by, kind="contacts", upload=Upload(BOOK, data))
    bring_in(read("contacts", data, Told(), BOOK), by=by, name=BOOK, kept=kept)


def _agree(moments: Moments, code: str, name: str, who: str, every: int, day: int) -> steps.Do:
    executive = next(one.team.executive for one in cast.accounts() if one.code == code)

    def agree(players: Players) -> None:
        by, person = players.people[executive], players.people.get(who)
        agree_rhythm(by=by, contact=players.contacts[code, name], every=every, person=person)

    return steps.Do(moments.at(day, "11:00"), executive, agree)
