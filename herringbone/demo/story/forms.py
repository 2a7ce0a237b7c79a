"""The jobs of the mock-ups: each form with who acknowledged it, and how the job stands this morning."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from herringbone.demo import script as steps
from herringbone.demo.history.jobs import DRAFTED
from herringbone.demo.moments import Moments
from herringbone.demo.script import Script

Told = tuple[int, str]  # days from today, time of day


@dataclass(frozen=True)
class Ours:
    """A form of the story. `ordinal` is its place among the forms of the year, `heard` who acknowledged it when.

    `promised` is a milestone: its name, and its day; `then` more that happened on the job.
    """

    key: str
    code: str
    ordinal: int
    at: Told
    kind: str
    name: str
    lead: str
    by: str = "nora"
    brand: str = ""
    budget: int = 0
    crafts: tuple[str, ...] = ("creative",)
    route: dict[str, str] = field(default_factory=dict)
    heard: tuple[tuple[str, float], ...] = ()  # who, hours after the form
    asked: tuple[str, str] = ("", "")  # by whom at the client's, and how
    make: tuple[tuple[str, int, int], ...] = ()
    scope: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    promised: tuple[str, int] = ("", 0)
    next: tuple[str, str, int] = ("", "", 0)  # what, who, in how many days
    status: str = ""
    in_work: bool = True
    then: Callable[[Moments, "Ours"], Script] = lambda moments, form: []

    @property
    def office(self) -> str:
        """Where the client is looked after from."""
        return "Milan" if self.code in ("ORS", "MBR", "COR") else "New York"

    def submitted(self, moments: Moments) -> datetime:
        """When the form goes out."""
        return moments.at(*self.at, self.office)


def _delivered(days: int, clock: str) -> Callable[[Moments, Ours], Script]:
    def then(moments: Moments, form: Ours) -> Script:
        return [steps.Stage(moments.at(days, clock, form.office), form.lead, form.key, "delivered")]

    return then


def _billed(moments: Moments, form: Ours) -> Script:
    return [
        steps.Stage(moments.at(-45, "17:00", form.office), form.lead, form.key, "delivered"),
        steps.Stage(moments.at(-38, "10:00", form.office), "jonah", form.key, "billed"),
    ]


def _label(moments: Moments, form: Ours) -> Script:
    """The label was signed off; the artwork is promised."""
    signed = moments.at(-11, "11:30", "Milan")
    return [
        steps.Plan(moments.at(-30, "10:00", "Milan"), form.lead, "label-signed", form.key,
                    "Front and back label, proof 4", moments.day(-10, "Milan")),
        steps.Reach(signed, form.by, "label-signed"),
    ]  # fmt: skip


def _film(moments: Moments, form: Ours) -> Script:
    """Concept signed; the shoot moved yesterday; Paolo Brandi's signature is awaited."""
    shoot = moments.today + timedelta(days=9)
    return [
        steps.Plan(moments.at(-20, "11:00", "Milan"), form.lead, "concept", form.key, "Concept",
                    moments.day(-12, "Milan")),
        steps.Reach(moments.at(-13, "16:00", "Milan"), form.lead, "concept"),
        steps.Plan(moments.at(-13, "16:20", "Milan"), form.lead, "shoot", form.key, "Shoot", shoot),
        steps.Wait(moments.at(-4, "17:30"), "nora", "signature", "ORS", "Sign-off of estimate 0064, version 3", form.key,
                    "Paolo Brandi", "Each further day moves the shoot by one.", moments.today),
        steps.Move(moments.at(-1, "15:10"), "nora", "shoot", moments.today + timedelta(days=13),
                    "The arcade is free on Monday only"),
    ]  # fmt: skip


def _cups(moments: Moments, form: Ours) -> Script:
    """The second proof was promised for yesterday; Elio Danti has not sent it."""
    return [
        steps.Give(moments.at(-6, "10:30"), "nora", "second-proof", "PEL", "Send the second proof", "elio",
                    due=moments.day(-1), job=form.key),
    ]  # fmt: skip


def _leaflet(moments: Moments, form: Ours) -> Script:
    return [
        steps.Wait(moments.ago(days=6, hours=17), "nora", "legal", "TES", "Legal’s comments on the leaflet", form.key,
                    "Edwina Carr", "The printer holds the date until Thursday.", moments.day(1)),
    ]  # fmt: skip


def _shelf(moments: Moments, form: Ours) -> Script:
    return [
        steps.Wait(moments.ago(days=9, hours=22), "nora", "copy", "QUI", "Product copy", form.key, "Dana Ruiz",
                    f"Launch moves after {moments.day(7):%-d %b}.", moments.today),
    ]  # fmt: skip


FORMS = (
    Ours("summer", "ORS", 84, (-97, "11:00"), "event", "Summer terraces, sampling tour", "matteo", brand="Bianco",
         budget=21000, crafts=("creative", "production"), heard=(("marta", 2), ("priya", 5)),
         make=(("Evenings", 14, 1),), scope="Fourteen evenings on seven terraces, a cart and two people.", then=_billed),
    Ours("press-kit", "ORS", 92, (-66, "10:00"), "pr", "Harvest press kit", "matteo", budget=6840,
         heard=(("marta", 2),), make=(("Press kit, Italian and English", 1, 2),),
         scope="Harvest pictures, three texts, a page of figures.", next=("Invoice", "jonah", 6),
         status="Delivered, to be billed", then=_delivered(-4, "16:00")),
    Ours("retail-photos", "ORS", 88, (-80, "15:00"), "content", "Retail photographs", "matteo", budget=11200,
         heard=(("marta", 1.5),), make=(("Photographs", 40, 1),), scope="Six shops in two days, bottles by daylight.",
         next=("Invoice", "jonah", 6), status="Delivered, to be billed", then=_delivered(-12, "12:00")),
    Ours("label", "ORS", 98, (-62, "11:00"), "print", "Rosso label, new bottle", "matteo", brand="Rosso", budget=9600,
         crafts=("creative", "production"), route={"creative": "elio", "production": "matteo"},
         heard=(("elio", 1), ("matteo", 3)), asked=("Paolo Brandi", "by mail"), make=(("Front and back label", 2, 4),),
         scope="The label for the new, taller bottle. Paper as before, gold foil on the crest alone.",
         promised=("Artwork", 3), next=("Final artwork to printer", "elio", 3), status="Signed off", then=_label),
    Ours("website", "ORS", 104, (-45, "12:00"), "web_app", "Website, cocktail pages", "matteo", budget=14800,
         crafts=("creative", "production"), heard=(("marta", 4), ("priya", 5)), make=(("Pages", 12, 2),),
         scope="A page for each cocktail, with the agency in Turin that keeps the site.", promised=("Live", 20),
         next=("Site review with the agency in Turin", "priya", 7), status="On plan"),
    Ours("stand", "ORS", 109, (-36, "10:30"), "event", "Autumn trade fair stand", "matteo", budget=18200,
         crafts=("creative", "production"), heard=(("marta", 3), ("priya", 6)), asked=("Chiara Fumagalli", "by telephone"),
         make=(("Stand, walls and counter", 1, 2),), scope="The stand of the spring, with the new label and one wall less.",
         promised=("Artwork", 10), next=("List of importers in", "Chiara Fumagalli", 3), status="Copy is waiting for the list of importers"),
    Ours("posters", "ORS", 111, (-31, "14:00"), "print", "Winter posters, Milan", "matteo", brand="Aperitivo", budget=7400,
         crafts=("creative", "production"), route={"creative": "anais"}, heard=(("anais", 2), ("priya", 4)),
         make=(("Poster, 100 × 140", 3, 3),), scope="Three posters, one glass each. Blood orange, as on the bottle.",
         promised=("Posted", 11), next=("Press check", "elio", 6), status="On plan"),
    Ours("cards", "ORS", 115, (-25, "10:00"), "print", "Bar staff training cards", "matteo", budget=3900,
         crafts=("creative", "production"), route={"creative": "ines", "production": "matteo"},
         heard=(("ines", 3), ("matteo", 2)), make=(("Card, A6", 12, 2),), scope="Twelve drinks, one card each, for behind the bar.",
         promised=("Proof 1", 17), next=("Copy to translation", "ines", 6), status="On plan"),
    Ours("film", "ORS", 117, (-22, "16:20"), "broadcast", "Aperitivo launch film", "matteo", brand="Aperitivo",
         budget=68400, crafts=("creative", "production", "media", "finance"),
         heard=(("marta", 1.17), ("priya", 3.08), ("sam", 5), ("jonah", 6.67)), asked=("Giulia Orsatti", "at lunch in Turin"),
         make=(("Film of 30 seconds", 1, 3), ("Cut-down", 2, 2)), extra={"length": "30, 20, 15", "stations": "Screens and streaming, Italy"},
         scope="The launch of Aperitivo: one evening in an arcade in Turin, one host, the glass last.",
         next=("Paolo Brandi signs estimate 0064", "Paolo Brandi", 0), status="Waiting for the signature under estimate 0064",
         then=_film),
    Ours("boxes", "ORS", 121, (-1, "17:00"), "print", "Christmas gift boxes", "matteo", budget=12500,
         crafts=("creative", "production"), route={"production": "matteo"}, heard=(("matteo", 0.5),),
         asked=("Chiara Fumagalli", "by telephone"), make=(("Layout of a box", 2, 2),),
         scope="Two layouts. One bottle, two glasses, no snow.", promised=("To print", 8),
         next=("Hold the kick-off", "nora", 2), status="Kick-off due", in_work=False),
    Ours("timetable", "NWF", 58, (-1, "12:10"), "print", "Timetable, winter", "saskia", budget=5200,
         crafts=("creative", "production"), route={"production": "saskia"}, heard=(("saskia", 0.75),), make=(("Timetable, folded", 1, 2),),
         scope="As the autumn one, with two more sailings on Sundays and the closed pier.", promised=("Proof 1", 16),
         in_work=False),
    Ours("cups", "PEL", 91, (-26, "10:00"), "print", "Winter cups", "nora", budget=4100, crafts=("creative", "production"),
         route={"creative": "elio", "production": "saskia"}, heard=(("elio", 2), ("saskia", 1)),
         asked=("June Abbott", "by mail"), make=(("Cup, three sizes", 3, 2),), scope="Steam that becomes a scarf. One color and black.",
         promised=("Second proof", -1), next=("Send second proof", "elio", -1), status="Second proof is late",
         then=_cups),
    Ours("leaflet", "TES", 72, (-30, "11:00"), "print", "Product leaflet, savings", "saskia", budget=6100,
         crafts=("creative", "production"), route={"creative": "ines", "production": "saskia"},
         heard=(("ines", 1), ("saskia", 4)), asked=("Martin Amos", "by telephone"), make=(("Leaflet, eight pages", 1, 2),),
         scope="What a notice account is, in words that nobody needs to look up.", promised=("To print", 6),
         next=("Legal’s comments in", "Martin Amos", 1), status="Layout is with Legal", then=_leaflet),
    Ours("shelf", "QUI", 33, (-36, "10:00"), "print", "Spring range, shelf cards", "saskia", brand="Quillan", budget=5800,
         crafts=("creative", "production"), route={"creative": "caleb", "production": "saskia"},
         heard=(("caleb", 3), ("saskia", 2)), asked=("Colm Whelan", "by mail"), make=(("Shelf card", 14, 2),),
         scope="Fourteen cards; the words come from the product people.", promised=("Launch", 7),
         next=("Product copy in", "Dana Ruiz", 0), status="Layout is ready, words are not", then=_shelf),
    Ours("map", "HAV", 40, (-1, "12:30"), "print", "Trail map", "theo", budget=7300, crafts=("creative", "production"),
         route={"production": "owen"}, make=(("Map, folded", 1, 2),),
         scope="One map, folded, of the ridge and the five huts. Waterproof paper if it can be had in time.",
         promised=("Layout", 15), next=("Production answers", "owen", 1), status="Not acknowledged yet", in_work=False),
)  # fmt: skip


def _of(moments: Moments, form: Ours) -> Script:
    """One job from its form until this morning."""
    sent = form.submitted(moments)
    promised, next_up = moments.today + timedelta(days=form.promised[1]), moments.today + timedelta(days=form.next[2])
    by, name = form.asked
    found: Script = [
        steps.Form(
            sent - DRAFTED, form.by, form.key, form.code, sent, form.kind, form.name, scope=form.scope,
            delivered_by=moments.offices[form.office].working(moments.today + timedelta(days=max(8, form.promised[1]))),
            brand=form.brand, asked_by=by, asked_how=name, budget=Decimal(form.budget), crafts=form.crafts,
            route=form.route, deliverables=form.make, lead=form.lead, extra=form.extra,
        ),
        *(
            steps.Acknowledge(min(sent + timedelta(hours=hours), moments.ago(minutes=2)), who, form.key)
            for who, hours in form.heard
        ),
    ]  # fmt: skip
    first = min(sent + timedelta(hours=7), moments.ago(minutes=20))
    if form.promised[0]:
        planned = min(first, moments.at(form.promised[1], "08:00", form.office) if form.promised[1] < 0 else first)
        found.append(steps.Plan(planned, form.lead, f"{form.key}-promised", form.key, form.promised[0], promised))
    if form.next[0]:
        ours = form.next[1].islower()
        found.append(
            steps.NextStep(
                first, form.lead, form.key, form.next[0], person=form.next[1] if ours else "",
                contact="" if ours else form.next[1], on=next_up,
            )
        )  # fmt: skip
    if form.in_work:
        found.append(steps.Stage(sent + timedelta(hours=8), form.lead, form.key, "in work"))
    if form.status:
        found.append(steps.Status(max(first, moments.ago(days=1)), form.lead, form.key, form.status))
    return found + form.then(moments, form)


def script(moments: Moments) -> Script:
    """All of the story's jobs."""
    return [step for form in FORMS for step in _of(moments, form)]
