"""The week of the story in the calendar: what was held since Monday, today's meetings, and those to come."""

from datetime import timedelta

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.script import Script

ROOM = "https://meet.haldenrossi.example/house"

# key, client, topic, day, begin, minutes, office, by, place, people, contacts, further values
WEEK = (
    ("review", "PEL", "Creative review", -1, "16:00", 60, "New York", "marta", "Room 2, Milan by video",
     ("elio", "caleb", "ines"), (), {}),
    ("corvo", "COR", "Catalogo invernale", 0, "11:00", 75, "Milan", "giorgia", "Modena", ("lucia",), ("Sara Benassi",), {}),
    ("fortnight", "NWF", "Lucia and Grace, the accounts", 0, "16:00", 45, "Milan", "lucia", "By video", ("grace",), (), {}),
    ("traffic", "HAV", "Traffic", 0, "09:30", 30, "New York", "owen", "Room 2, Milan by video", ("nora", "marta", "theo"), (), {}),
    ("proof", "PEL", "Winter cups, second proof", 0, "11:00", 30, "New York", "nora", "", ("marta",),
     ("June Abbott", "Josiah Pellworth"), {"kind": "call", "job": "cups", "agenda": ("Second proof, or a date for it", "Photographs")}),
    ("chiara", "ORS", "The printer’s date", 0, "17:30", 15, "Milan", "lucia", "", (), ("Chiara Fumagalli",), {"kind": "call"}),
    ("rehearsal", "ORS", "QBR rehearsal", 0, "14:00", 60, "New York", "nora", "Room 5, Milan by video", ("lucia", "grace"), (), {}),
    ("weekly", "TES", "Weekly status meeting", 0, "16:30", 45, "New York", "grace", "The long table", ("nora", "theo", "ines"), (), {}),
    ("storyboard", "ORS", "Storyboard, round 3", 1, "09:30", 60, "Milan", "marta", "Room Breda", ("elio", "matteo"), (), {"job": "film"}),
    ("kick-off", "ORS", "Kick-off, gift boxes", 1, "15:00", 60, "Milan", "nora", "Milan, New York by video", ("marta", "matteo"),
     ("Chiara Fumagalli",), {"job": "boxes", "conference": ROOM}),
    ("cards", "QUI", "Shelf cards", 1, "10:30", 30, "New York", "nora", "", ("caleb",), ("Colm Whelan",), {"kind": "call", "job": "shelf"}),
    ("estimate", "HAV", "Estimate review", 1, "12:00", 30, "New York", "grace", "Room 5", ("nora", "jonah"), (), {}),
    ("layouts", "MBR", "Manifesti di lancio, layout", 2, "10:00", 60, "Milan", "giorgia", "Sala Isola", ("anais",),
     ("Laura Castelli", "Odile Brume"), {}),
    ("lunch", "ORS", "Lunch", 2, "13:00", 75, "Milan", "lucia", "Corso Como", (), ("Chiara Fumagalli",), {}),
    ("printer", "ORS", "Printer, Rosso label: artwork handed over", 3, "11:30", 30, "Milan", "matteo", "At the printer’s", ("elio",), (),
     {"job": "label"}),
    ("pier", "NWF", "Winter timetable, at the pier", 3, "10:00", 60, "New York", "nora", "Pier 7", ("saskia",),
     ("Petter Aune", "Maren Holt"), {"job": "timetable"}),
    ("tessler", "TES", "Weekly call", 3, "15:00", 30, "New York", "nora", "", ("theo",), ("Martin Amos",), {"kind": "call"}),
    ("qbr", "ORS", "QBR in Turin", 15, "10:00", 180, "Milan", "nora", "Turin", ("lucia", "grace"),
     ("Giulia Orsatti", "Paolo Brandi", "Chiara Fumagalli"), {"refreshments": "Lunch for nine, two without meat"}),
)  # fmt: skip


def script(moments: Moments) -> Script:
    """All of them were called last week or yesterday; invitations go to those at the client's for what is to come."""
    found: Script = []
    for place, (key, code, topic, day, clock, minutes, office, by, where, people, contacts, more) in enumerate(WEEK):
        starts = moments.at(day, clock, office)
        planned = moments.at(-1, f"12:{20 + place:02d}") if day > 0 else moments.at(-6, f"12:{10 + place:02d}")
        found.append(
            steps.Meet(
                planned, by, f"week-{key}", code, topic, (starts, starts + timedelta(minutes=minutes)), office=office,
                place=where, people=people, contacts=contacts, internal=not contacts, invite=day > 0 and bool(contacts), **more,
            )
        )  # fmt: skip
    return found
