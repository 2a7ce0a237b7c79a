"""The reports of the last days: one late, one half written, two on their way to their readers."""

from datetime import timedelta

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Item, Script
from herringbone.meetings.actions import mark_not_discussed, note_attendance, open_report

MINUTE = timedelta(minutes=1)


def script(moments: Moments) -> Script:
    """Northway waits since Sunday, Orsatti until tomorrow; Tessler and Maison Brume were issued yesterday."""
    return [*_northway(moments), *_orsatti(moments), *_tessler(moments), *_brume(moments), *_corvo(moments)]


def _northway(moments: Moments) -> Script:
    """Seven people wait for it; this morning Nora Whitfield has opened it."""
    ends = moments.at(-4, "15:30")
    return [
        steps.Meet(
            moments.at(-11, "11:00"), "nora", "autumn", "NWF", "Autumn timetable review", (ends - 80 * MINUTE, ends),
            place="Pier 7, the glass room", people=("grace", "theo", "ines", "sam"),
            contacts=("Ingrid Solheim", "Petter Aune", "Maren Holt"),
            agenda=("What passengers asked", "Connections at pier 3", "Winter timetable", "Posters in the terminals"),
        ),
        steps.Do(moments.ago(minutes=6), "nora", lambda players: _open(players, "autumn")),
    ]  # fmt: skip


def _orsatti(moments: Moments) -> Script:
    """Pre-production: six items, autosaved four minutes ago, nothing yet on the point of sale."""
    begins = moments.at(-1, "10:30")
    items = (
        Item("discussion", "Marta Galli presented the storyboard, round 2. Paolo Brandi finds frames 4 and 7 too close to "
             "last year’s Bianco film.", "film", agenda=0),
        Item("decision", "The bar scene moves from the counter to the arcade. Frames 4 and 7 are drawn anew; all others "
             "stand.", "film", agenda=0),
        Item("approval", "Casting of Elena Vasile as the host is approved by Paolo Brandi.", "film", agenda=1),
        Item("budget", "A second day on location adds €8,105. Paolo Brandi expects it in version 3 of the estimate.", "film",
             agenda=2),
        Item("internal", "Chiara was cool throughout; she still minds the printer’s call. Lucia will take her to lunch "
             "before the QBR."),
        Item("next_step", "Send the redrawn frames 4 and 7", "film", "marta", moments.day(2, "Milan"),
             moments.at(2, "12:00", "Milan"), agenda=1),
    )  # fmt: skip
    return [
        steps.Meet(
            moments.at(-5, "11:30"), "nora", "pre-production", "ORS", "Aperitivo film, pre-production",
            (begins, begins + 80 * MINUTE), place="Milan", conference="https://meet.haldenrossi.example/aperitivo",
            job="film", people=("lucia", "marta"), contacts=("Paolo Brandi", "Chiara Fumagalli", "Giulia Orsatti"),
            agenda=("Storyboard", "Dates", "Budget", "Music", "Point of sale"),
        ),
        steps.Do(begins + 90 * MINUTE, "nora", _giulia_was_absent),
        steps.Write(moments.ago(minutes=4), "nora", "pre-production", begun=begins + 95 * MINUTE, items=items),
        steps.Do(moments.ago(minutes=4), "nora", _no_word_on_music),
    ]  # fmt: skip


def _tessler(moments: Moments) -> Script:
    begins = moments.at(-1, "11:00")
    items = (
        Item("discussion", "Edwina Carr went through the leaflet page by page. Pages one to four stand; the table on page "
             "five needs the rates of the new month.", "leaflet"),
        Item("decision", "The words “without risk” go. “Protected up to the legal limit” stands in their place.", "leaflet"),
        Item("approval", "The cover is approved by Martin Amos.", "leaflet"),
        Item("internal", "Edwina Carr reads on Thursdays only. Whatever reaches her on a Friday waits a week.", "leaflet"),
        Item("next_step", "Put the new rates into the table on page five", "leaflet", "ines", moments.day(3)),
    )  # fmt: skip
    return [
        steps.Meet(
            moments.at(-6, "15:00"), "nora", "legal-meeting", "TES", "Leaflet, with Legal",
            (begins, begins + 45 * MINUTE), place="Room 2", job="leaflet", people=("ines",),
            contacts=("Martin Amos", "Edwina Carr"), agenda=("Pages one to four", "The table", "Cover"),
        ),
        steps.Write(moments.at(-1, "15:12"), "nora", "legal-meeting", begun=begins + 50 * MINUTE, items=items),
        steps.Issue(moments.at(-1, "15:20"), "nora", "legal-meeting"),
    ]  # fmt: skip


def _brume(moments: Moments) -> Script:
    """In Italian, by the coordinator who stands in for Tommaso Bellini on the telephone."""
    begins = moments.at(-1, "15:00", "Milan")
    items = (
        Item("discussion", "Riviste le due strade per i manifesti di lancio. Laura Castelli trova la A più bella e la B più "
             "riconoscibile da lontano."),
        Item("decision", "Si procede con la strada B, con il flacone più grande di un terzo."),
        Item("internal", "Odile Brume non ha ancora visto la B. Prepararle il confronto prima di giovedì."),
        Item("next_step", "Inviare i layout dei manifesti in tre formati", owner="anais", due=moments.day(2, "Milan")),
    )  # fmt: skip
    return [
        steps.Meet(
            moments.at(-4, "10:00", "Milan"), "giorgia", "route-b", "MBR", "Manifesti di lancio, strada B",
            (begins, begins + 25 * MINUTE), kind="call", conference="+39 02 5550 100", people=("anais",),
            contacts=("Laura Castelli",), agenda=("Strada A e strada B", "Formati"),
        ),
        steps.Write(moments.at(-1, "17:20", "Milan"), "giorgia", "route-b", begun=begins + 30 * MINUTE, items=items),
        steps.Issue(moments.at(-1, "17:40", "Milan"), "giorgia", "route-b"),
    ]  # fmt: skip


def _corvo(moments: Moments) -> Script:
    """An account that goes sour: a report of October was late and objected to, and the managing director is silent."""
    begins = moments.at(-35, "10:00", "Milan")
    items = (
        Item("discussion", "Sara Benassi ha portato le misure invernali. Mancano le quattro del furgone."),
        Item("decision", "Il catalogo invernale esce senza il furgone, che segue a parte."),
        Item("internal", "Aldo Corvo non è venuto per la seconda volta. Lucia lo chiama."),
        Item("next_step", "Inviare la lista delle misure con i codici", owner="Sara Benassi", due=moments.day(-29, "Milan")),
    )  # fmt: skip
    return [
        steps.Meet(
            moments.at(-39, "10:00", "Milan"), "tommaso", "winter-sizes", "COR", "Catalogo invernale, misure",
            (begins, begins + 60 * MINUTE), place="Modena", people=("elio",), contacts=("Sara Benassi",),
            agenda=("Misure", "Copertina"),
        ),
        steps.Write(begins + timedelta(hours=50), "tommaso", "winter-sizes", begun=begins + 80 * MINUTE, items=items),
        steps.Issue(begins + timedelta(hours=51), "tommaso", "winter-sizes"),
        steps.Came(begins + timedelta(hours=55), "tommaso", "winter-sizes/0"),
    ]  # fmt: skip


def _open(players: Players, meeting: str) -> None:
    found = players.meetings[meeting]
    players.reports[meeting] = open_report(by=players.people["nora"], meeting=found)


def _giulia_was_absent(players: Players) -> None:
    meeting = players.meetings["pre-production"]
    attendee = meeting.attendees.get(contact=players.contacts["ORS", "Giulia Orsatti"])
    note_attendance(by=players.people["nora"], meeting=meeting, absent={attendee.pk: "sent word"})


def _no_word_on_music(players: Players) -> None:
    point = players.meetings["pre-production"].agenda.get(text="Music")
    mark_not_discussed(by=players.people["nora"], point=point)
