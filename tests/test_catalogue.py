"""The Italian catalogue is whole and written as the house writes; no page falls back to English."""

import re
from html.parser import HTMLParser

import pytest
from babel import Locale
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext, override

from herringbone.core.wording.numbers import WORDS
from herringbone.people.models import Person
from tests import snapshot
from tests.addresses import stops
from tests.crawling import Eyes, browser_of, kind_of, known_once, undone
from tests.test_s01_crawler import finds, turned_away
from tools.borrowed import BORROWED
from tools.messages import LOCALE, brought_up_to_date, catalogue_in, catalogues, key_of, strings, translations, written

pytestmark = pytest.mark.once

PLACEHOLDER = re.compile(r"%\(\w+\)\w+|\{[\w:]+\}")
WORD = re.compile(r"[^\W\d_]{3,}")
# Italian needs no name where English addresses the reader by it.
NAMELESS = ("Your answer, ", "We have corrected our report, ", "This is what we understood, ")
NOT_SO = {
    "'": "an apostrophe is ’",
    '"': "quotations stand in « »",
    "!": "calm words",
    "—": "a comma or a colon",
    "E’": "È",
    "pò": "po’",
    "con successo": "what was done is said without it",
    "si prega": "no request to the team",
    "supporta": "seguire, affiancare",
    "evidenza": "conferma scritta",
    "schedul": "fissare",
    "compito": "attività",
    "servizio clienti": "reparto account",
    "amministratore": "gestore del sistema",
    "(o/a)": "a word without a gender",
}
# Keys and kinds of files, each language by its own name, an example of a person, a model and its number, and the
# questions of a kind as they are typed.
ALIKE = re.compile(r"Esc|Ctrl K|Excel|PDF|CSV|XLSX|English|Italiano|Nora Whitfield <.*|\w+\.\w+ \d+|.*: choice = .*")
NOT_OF_THE_PROGRAM = {"kit": "the page of parts, for whoever builds", "mfa_activate_totp": "shows a secret key"}


def messages():
    for path, catalogue in catalogues():
        for message in catalogue:
            if message.id:
                yield path.parent.parent.name, message


def forms_of(message):
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def test_each_catalogue_holds_the_strings_of_the_program_and_no_others():
    found = strings()
    for path, catalogue in catalogues():
        wanted = written(brought_up_to_date(catalogue, found))
        assert path.read_bytes() == wanted, f"python -m tools.messages, then translate what is new in {path}"


def test_no_string_is_untranslated_or_a_guess():
    left = [key_of(message)[1] for _, message in messages() if message.fuzzy or not all(translations(message))]
    assert left == []


def test_the_english_catalogue_rewords_what_is_djangos_and_nothing_else():
    english = {message.id for message in catalogue_in(LOCALE / "en/LC_MESSAGES/django.po") if message.id}
    assert english == set(BORROWED)
    with override("en"):
        assert gettext("This field is required.") == "This is missing."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This password is too short: it needs at least 12 characters."),
        ("it", "La password è troppo corta: almeno 12 caratteri."),
    ],
)
def test_a_borrowed_string_is_the_one_that_this_django_says(language: str, said: str):
    with override(language):
        assert MinimumLengthValidator(12).get_error_message() == said


def test_a_translation_has_the_placeholders_of_its_original():
    faults = []
    for _, message in messages():
        english, italian = forms_of(message), translations(message)
        allowed = set(PLACEHOLDER.findall(" ".join([message.context or "", *english])))
        for number, text in enumerate(italian):
            used = set(PLACEHOLDER.findall(text))
            # The sentence for one writes the number out, with its gender.
            needed = set() if len(italian) > 1 and number == 0 else set(PLACEHOLDER.findall(english[-1]))
            if english[0].startswith(NAMELESS):
                needed -= {"%(name)s"}
            if len(english) != len(italian) or not needed <= used <= allowed:
                faults.append(f"{english[-1]} | {text}")
    assert faults == []


def test_the_italian_is_spelled_as_the_house_spells_it():
    faults = [
        f"{text}: {why}"
        for _, message in messages()
        for text in translations(message)
        for wrong, why in NOT_SO.items()
        if re.search(rf"(?<!\w){re.escape(wrong)}" if wrong[0].isalpha() else re.escape(wrong), text, re.IGNORECASE)
        and not (wrong == "pò" and "po’" in text)
    ]
    assert faults == []


def test_a_mail_is_una_mail_and_only_its_address_in_a_form_is_e_mail():
    allowed = re.compile(r"indirizz\w+ e-mail|^E-mail( o telefono)?$|, e-mail o telefono$", re.IGNORECASE)
    texts = [text for language, one in messages() if language == "it" for text in translations(one)]
    assert [text for text in texts if re.search(r"indirizz\w+ mail", text)] == []
    assert [text for text in texts if "e-mail" in allowed.sub("", text).lower()] == []


def test_no_article_stands_before_a_variable():
    """The article depends on what comes: l’account, lo status, gli 8 job."""
    article = r"\b(?:il|lo|la|i|gli|le|l’|del|dello|della|dell’|dei|al|alla|all’|dal|dalla|dall’|nel|nella|nell’)"
    before = re.compile(rf"{article}\s?(?:%\((?!(?:meeting|year)\))|\{{)", re.IGNORECASE)  # feminine; dal 2019
    assert [text for _, message in messages() for text in translations(message) if before.search(text)] == []


class Texts(HTMLParser):
    """What a page says: its texts and the attributes that are read aloud, but for what is in a language of its own."""

    SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: set[str] = set()
        self.within: list[str] = []  # the element that is not heard, and those of its name inside it
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in self.within[:1] or (not self.within and self.unheard(tag, attributes)):
            self.within.append(tag)
        elif not self.within:
            self.said.update(value for name in self.SPOKEN if (value := attributes.get(name)))

    def unheard(self, tag, attributes):
        return tag in ("script", "style") or (tag != "html" and "lang" in attributes)

    def handle_endtag(self, tag):
        if tag in self.within[:1]:
            self.within.pop()

    def handle_data(self, data):
        if not self.within and data.strip():
            self.said.add(" ".join(data.split()))


def words(text):
    return {word.lower() for word in WORD.findall(PLACEHOLDER.sub(" ", text))}


def words_of_the_calendar(language):
    locale = Locale.parse(language)
    told = [
        str(name)
        for kind in (locale.days, locale.months)
        for width in kind["format"].values()
        for name in width.values()
    ]
    return words(" ".join([*told, *map(str, locale.territories.values())]))


def pages_of(world, person, language):
    """All that a person's pages say, by address, in a language; of those that say no one of each kind."""
    Person.objects.update(language=language)
    browser, eyes = browser_of(person), Eyes.of(world, person)
    pages, refused, kinds = {}, set(), set()
    for stop in stops(rows_each=1):
        if (kind := kind_of(stop.url)) in kinds:
            continue
        no = turned_away(eyes, stop), finds(eyes, stop)
        if no != (False, True):
            if no in refused:
                continue
            refused.add(no)
        if stop.name not in NOT_OF_THE_PROGRAM:
            with undone(browser):
                answer = browser.get(stop.url, headers={"Accept-Language": language})
            if "html" in answer.get("Content-Type", "") and answer.status_code not in (302, 405):
                pages[stop.url] = Texts(answer.content.decode()).said
                kinds.add(kind)
    return pages


@pytest.mark.crawl
@pytest.mark.parametrize("who", ["ae_alder", "head", "admin"])
def test_no_page_in_italian_says_a_word_of_english(filled, who, monkeypatch):
    """Each word is one of the catalogue's, the data's or the calendar's. What reads as on the English page is data, or
    made of names and of words that both languages share."""
    italian, shared = set(), set()
    for _, message in messages():
        for text in translations(message):
            italian |= words(text)
            shared |= words(text) if text in forms_of(message) else set()
    values = [value for _, rows in snapshot.take(None).rows.values() for row in rows for value in row]
    texts = {" ".join(value.split()) for value in values if isinstance(value, str)}
    data = set().union(*map(words, texts))
    shared |= set().union(*(words(text) for text in texts if text.istitle() or "CANARY" in text))
    shared |= words_of_the_calendar("it") & words_of_the_calendar("en")
    expected = italian | data | words_of_the_calendar("it") | set(WORDS["it"])
    person = getattr(filled, who)
    known_once(monkeypatch)
    in_italian, in_english = pages_of(filled, person, "it"), pages_of(filled, person, "en")
    faults = {
        text: url
        for url, said in in_italian.items()
        for text in said - texts
        if not ALIKE.fullmatch(text)
        if words(text) - expected or (text in in_english.get(url, ()) and words(text) - shared)
    }
    assert not faults, "\n".join(f"{text}: {url}" for text, url in sorted(faults.items()))
    assert len(in_italian) > 80
