"""The words of dates, folded: English and Italian side by side, since a call log mixes them."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("the il lo l' la")
_WEEKDAYS = (
    "monday mon lunedi lun",
    "tuesday tue tues martedi mar",
    "wednesday wed weds mercoledi mer",
    "thursday thu thur thurs giovedi gio",
    "friday fri venerdi ven",
    "saturday sat sabato sab",
    "sunday sun domenica dom",
)
_MONTHS = (
    "january jan gennaio gen",
    "february feb febbraio",
    "march mar marzo",
    "april apr aprile",
    "may maggio mag",
    "june jun giugno giu",
    "july jul luglio lug",
    "august aug agosto ago",
    "september sep sept settembre set sett",
    "october oct ottobre ott",
    "november nov novembre",
    "december dec dicembre dic",
)
WEEKDAYS = {word: number for number, names in enumerate(_WEEKDAYS) for word in names.split()}
MONTHS = {word: number for number, names in enumerate(_MONTHS, start=1) for word in names.split()}
# English words as well: to one who writes English, "1 set" is no first of September.
NOT_MONTHS_IN_ENGLISH = _set("ago gen mag set")
# Short weekdays that are words or names as well, so that alone in a sentence they say nothing.
LOOKALIKES = _set("sun sat wed mar mer dom")

# Days told from today; the two-word ones are looked for first.
NAMED_DAYS = {
    ("day", "after", "tomorrow"): 2,
    ("day", "before", "yesterday"): -2,
    ("dopo", "domani"): 2,
    ("l'", "altro", "ieri"): -2,
    ("dopodomani",): 2,
    ("altroieri",): -2,
    ("today",): 0,
    ("oggi",): 0,
    ("tomorrow",): 1,
    ("domani",): 1,
    ("yesterday",): -1,
    ("ieri",): -1,
}
NUMBERS = {
    word: number
    for number, names in enumerate(
        (
            "a an one un uno una un'",
            "two due",
            "three tre",
            "four quattro",
            "five cinque",
            "six sei",
            "seven sette",
            "eight otto",
            "nine nove",
            "ten dieci",
        ),
        start=1,
    )
    for word in names.split()
}
DAYS = _set("day days giorno giorni gg")
WEEKS = _set("week weeks settimana settimane sett")
MONTHS_LONG = _set("month months mese mesi")
HOURS = _set("hour hours ora ore h")
MINUTES = _set("minute minutes min minuto minuti")
WORKING = _set("working business lavorativo lavorativi feriale feriali")

AHEAD = _set("in within fra tra entro")
AGO = _set("ago fa")
THIS = _set("this questo questa quest'")
NEXT = _set("next prossimo prossima")
LAST = _set("last past scorso scorsa")

# May stand before a date and go with it when it is taken out of a sentence.
LEAD_INS = _set("by on at until till til for due before entro per fino a ad al alla il lo l' la the prima di del dell'")
OF = _set("of di d'")
# Make the date after them something else than when a thing is due.
NOT_A_DATE_AFTER = _set("after since from dopo da dal dall' dalla of di del dell' della dello not non")
AT = _set("at alle all' ore h dalle ora")
NOON = _set("noon midday mezzogiorno")
MIDNIGHT = _set("midnight mezzanotte")

STARTS = frozenset().union(
    *(
        WEEKDAYS,
        MONTHS,
        NUMBERS,
        (said[0] for said in NAMED_DAYS),
        AHEAD,
        THIS,
        NEXT,
        LAST,
        LEAD_INS,
        AT,
        NOON,
        MIDNIGHT,
    ),
    _set("end fine eom eod close tonight stasera stamattina stamani domattina week settimana"),
)
