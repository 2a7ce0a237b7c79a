"""What clients said lately, and what we said among ourselves."""

from datetime import timedelta

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.script import Item, Script

MINUTE = timedelta(minutes=1)


def script(moments: Moments) -> Script:
    """Calls, messages with their answers, remarks with a name in them."""
    return [*_calls(moments), *_messages(moments), *_remarks(moments)]


def _calls(moments: Moments) -> Script:
    """The newest of each client is when they were last spoken to."""
    cut = Item(
        "next_step", "Send the 20-second cut", "film", "marta", moments.day(2, "Milan"), moments.at(2, "12:00", "Milan")
    )
    told = [
        ("cut", "ORS", "nora", "Giulia Orsatti", moments.ago(minutes=2), "film", "Wants the 20-second cut before Friday",
         "The date stands as Marta Galli’s task; nothing else was said", (cut,)),
        ("daily", "TES", "nora", "Martin Amos", moments.at(-1, "11:58"), "", "Daily update: the meeting with Legal, and "
         "the cover that he approved in it", "The daily call; what was decided stands in the report on the meeting", ()),
        ("owner", "PEL", "nora", "Josiah Pellworth", moments.at(-7, "10:05"), "cups", "Likes the scarf and asks whether it can "
         "be seen from across the counter", "A question; the second proof answers it", ()),
        ("launch", "QUI", "nora", "Dana Ruiz", moments.at(-18, "14:30"), "shelf", "Says the product copy comes “by the "
         "end of next week”", "A date for the copy, which stands in the job as a wait", ()),
        ("ridge", "HAV", "nora", "Sunniva Dahl", moments.at(-12, "16:10"), "", "Has walked the ridge with the old map and "
         "sends us her notes on it", "Nothing was decided", ()),
        ("founder", "MBR", "giorgia", "Odile Brume", moments.at(-8, "11:20", "Milan"), "", "Vuole vedere i manifesti "
         "nella boutique prima che altrove", "Una richiesta sui tempi, già nel programma", ()),
        ("silence", "COR", "tommaso", "Aldo Corvo", moments.at(-32, "09:40", "Milan"), "", "Dice che il resoconto di "
         "mercoledì è arrivato tardi e che ne parlerà con Lucia", "Nulla di deciso: Lucia lo richiama", ()),
    ]  # fmt: skip
    return [
        step
        for key, code, by, contact, at, job, said, because, follows in told
        for step in (
            steps.Call(at, by, f"call-{key}", contact, code, said, at - 5 * MINUTE, job, follows),
            steps.NoneOwed(at + MINUTE, by, f"call-{key}", because),
        )
    ]


def _messages(moments: Moments) -> Script:
    """The complaint about the printer, answered within four hours; what Paolo Brandi thinks of two frames; a question."""
    complaint = moments.at(-8, "10:05", "Milan")
    frames, boat = moments.at(-5, "16:42", "Milan"), moments.at(-4, "12:50")
    return [
        steps.Says(complaint, "nora", "complaint", "ORS", "Chiara Fumagalli",
                   "I heard of the new date from the printer, and not from you. That is the wrong way round.", "phone"),
        steps.Answers(complaint + timedelta(hours=4), "lucia", "complaint",
                      "She is right, and I told her so. Until the launch we call her every day.", "phone"),
        steps.Says(frames, "nora", "frames", "ORS", "Paolo Brandi",
                   "Frames 4 and 7 are too close to last year’s Bianco film. The others can stay."),
        steps.Answers(frames + timedelta(hours=2), "nora", "frames", "Marta brings two new ones to the meeting on Monday."),
        steps.Says(boat, "theo", "boat", "NWF", "Maren Holt", "Can the café have the new poster a week before the terminals?"),
        steps.Answers(boat + 50 * MINUTE, "theo", "boat", "Yes; the printer packs yours on top."),
    ]  # fmt: skip


def _remarks(moments: Moments) -> Script:
    return [
        steps.Remark(moments.at(-8, "14:20", "Milan"), "lucia", "ORS",
                     "@Nora Whitfield Chiara must hear of every date from us, and before anybody else.", "", ("nora",)),
        steps.Remark(moments.at(-6, "09:50"), "priya", "ORS",
                     "Arcade in Turin: they hold the Monday for us until the estimate is signed, not longer.", "film"),
        steps.Remark(moments.at(-1, "16:30"), "sam", "ORS",
                     "@Nora Whitfield if the shoot moves again I lose the first week on screens. Tell me before you tell them.",
                     "film", ("nora",)),
        steps.Remark(moments.at(-1, "17:05"), "elio", "PEL",
                     "The gray of the scarf prints green on the small cup. New test tomorrow, then the proof.", "cups"),
        steps.Remark(moments.at(-2, "11:00", "Milan"), "giorgia", "COR",
                     "Aldo Corvo non risponde da un mese. @Lucia Rossi lo chiami tu?", "", ("lucia",)),
    ]  # fmt: skip
