"""Small numbers in words, for sentences. On buttons, in columns and durations they are always figures."""

from herringbone.core.wording.dates import language

# English spells up to twenty, Italian from two to ten. "One" has a gender in Italian: its sentence is written out.
WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        "twenty",
    ),
    "it": ("nessuno", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"),
}


def in_words(count: int) -> str:
    """A number for a sentence: "three", and figures where the language does not spell it."""
    words = WORDS[language()]
    return words[count] if 0 <= count < len(words) else str(count)


def sentence(text: str) -> str:
    """The text with a capital at its head, as a sentence begins."""
    return text[:1].upper() + text[1:]
