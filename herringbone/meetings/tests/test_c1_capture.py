"""C1: one line logs a call. It is Tuesday, 24 November 2026, ten past nine in New York."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.names import words
from herringbone.core.text import one_line
from herringbone.meetings.capture import (
    ClientRef,
    ContactRef,
    Due,
    JobRef,
    NextStep,
    Owner,
    PersonRef,
    Topic,
    Understanding,
    begins,
    parse,
    suggest,
)

NEW_YORK, MILAN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)

ORSATTI = ClientRef(1, "Orsatti Vermouth", ("Orsatti S.p.A.",))
NORTHWAY = ClientRef(2, "Northway Ferries")
PELLWORTH = ClientRef(3, "Pellworth Coffee")
GIULIA = ContactRef(1, "Giulia Orsatti", ORSATTI)
PAOLO = ContactRef(2, "Paolo Brandi", ORSATTI)
INGRID = ContactRef(3, "Ingrid Solheim", NORTHWAY)
GIULIA_NERI = ContactRef(4, "Giulia Neri", PELLWORTH)
SUN = ContactRef(5, "Sun Li", NORTHWAY)
NORA = PersonRef(1, "Nora Whitfield")
MARTA = PersonRef(2, "Marta Galli")
JOSE = PersonRef(3, "José Ángel Núñez")
PAOLO_OURS = PersonRef(4, "Paolo Ferri")
FILM = JobRef(1, "ORS-26-0117", "Aperitivo film", 1)
BOXES = JobRef(2, "ORS-26-0121", "Christmas boxes", 1)
TIMETABLE = JobRef(3, "NOR-26-0117", "Autumn timetable", 2)


class Agency:
    """A directory of a few people, as one reader may see it; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def clients(self, prefix: str) -> Iterable[ClientRef]:
        self.asked += 1
        every = (ORSATTI, NORTHWAY, PELLWORTH)
        return [one for one in every if any(begins(name, prefix) for name in (one.name, *one.also))]

    def contacts(self, prefix: str) -> Iterable[ContactRef]:
        self.asked += 1
        every = (GIULIA, PAOLO, INGRID, GIULIA_NERI, SUN)
        return [one for one in every if begins(one.name, prefix) or begins(one.client.name, prefix)]

    def people(self, prefix: str) -> Iterable[PersonRef]:
        self.asked += 1
        return [one for one in (NORA, MARTA, JOSE, PAOLO_OURS) if begins(one.name, prefix)]

    def jobs(self, text: str, client_id: int | None) -> Iterable[JobRef]:
        self.asked += 1
        theirs = [one for one in (FILM, BOXES, TIMETABLE) if client_id in (None, one.client_id)]
        return [
            one
            for one in theirs
            if text in one.number.casefold() or any(word.startswith(text) for word in words(one.title))
        ]


def understand(line: str, language: str = "en", **more: object) -> Understanding:
    options = {"now": NOW, "zone": NEW_YORK, "author": NORA, **more}
    with translation.override("en"):
        return parse(line, Agency(), language=language, **options)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


def due(day: int, hour: int | None = None, month: int = 11) -> Due:
    return Due(date(2026, month, day), at(day, hour, month=month) if hour is not None else None)


def topics(understood: Understanding) -> list[str]:
    return [question.key for question in understood.questions]


def labels(understood: Understanding, key: str) -> list[str]:
    (question,) = [one for one in understood.questions if one.key == key]
    return [choice.label for choice in question.choices]


# The line of the mock-up, and its shapes


def test_c1_the_line_of_a_call_is_understood() -> None:
    read = understand("giulia orsatti, wants the 20 s cut before Friday → Marta sends it Thu 12:00 #ORS-26-0117")

    assert read.complete
    assert (read.contact, read.client, read.job, read.at) == (GIULIA, ORSATTI, FILM, NOW)
    assert read.said == "wants the 20 s cut before Friday"
    assert read.steps == (NextStep(Owner(person=MARTA), "sends it", due(26, 12), FILM),)


def test_c1_the_line_is_understood_in_italian() -> None:
    read = understand(
        "giulia orsatti, vuole la riduzione da 20 secondi → Marta manda il montato entro giovedì alle 12", "it"
    )

    assert read.complete
    assert read.said == "vuole la riduzione da 20 secondi"
    assert read.steps == (NextStep(Owner(person=MARTA), "manda il montato", due(26, 12), None),)


@pytest.mark.parametrize("arrow", ["→", "->", "-->", "=>", "⇒", ">", "→ ", " ->"])
def test_c1_every_arrow_will_do(arrow: str) -> None:
    read = understand(f"paolo brandi, calls back {arrow} Marta sends it")

    assert read.said == "calls back"
    assert [step.owner for step in read.steps] == [Owner(person=MARTA)]


def test_c1_more_than_is_no_arrow() -> None:
    read = understand("paolo brandi, budget > 10k")

    assert (read.said, read.steps) == ("budget > 10k", ())


def test_c1_several_steps_stand_behind_semicolons() -> None:
    read = understand("paolo brandi, agreed → Marta sends the cut Thu; Paolo Brandi signs by Fri; I call on Monday")

    assert read.complete
    assert read.steps == (
        NextStep(Owner(person=MARTA), "sends the cut", due(26), None),
        NextStep(Owner(client=ORSATTI, contact=PAOLO), "signs", due(27), None),
        NextStep(Owner(person=NORA), "call", due(30), None),
    )
    assert [step.owner.is_client for step in read.steps if step.owner] == [False, True, False]


def test_c1_a_call_without_a_next_step_is_a_call() -> None:
    read = understand("ingrid solheim, thanks for the proof")

    assert read.complete
    assert (read.contact, read.said, read.steps) == (INGRID, "thanks for the proof", ())


# Whom


@pytest.mark.parametrize(
    ("name", "contact"),
    [
        ("ingrid", INGRID),
        ("INGRID SOLHEIM", INGRID),
        ("solheim ingrid", INGRID),
        ("Ingríd", INGRID),
        ("i. solheim", INGRID),
        ("ingr", INGRID),
        ("IS", INGRID),
        ("giulia pellworth", GIULIA_NERI),
        ("giulia neri", GIULIA_NERI),
    ],
)
def test_c1_a_contact_is_known_by_any_part_of_the_name(name: str, contact: ContactRef) -> None:
    assert understand(f"{name}, hello").contact == contact


def test_c1_a_contact_needs_no_comma() -> None:
    read = understand("call with paolo brandi wants the boxes earlier")

    assert (read.contact, read.said) == (PAOLO, "wants the boxes earlier")


def test_c1_a_first_name_of_two_is_asked() -> None:
    read = understand("giulia, hello")

    assert (read.contact, read.client, read.candidates) == (None, None, (GIULIA, GIULIA_NERI))
    assert labels(read, "contact") == ["Giulia Orsatti, Orsatti Vermouth", "Giulia Neri, Pellworth Coffee"]


def test_c1_the_client_alone_is_known_and_the_contact_asked() -> None:
    read = understand("orsatti, copy is late")

    assert (read.contact, read.client, read.said) == (None, ORSATTI, "copy is late")
    assert labels(read, "contact") == ["Giulia Orsatti, Orsatti Vermouth", "Paolo Brandi, Orsatti Vermouth"]


def test_c1_the_client_before_the_contact_tells_whom() -> None:
    read = understand("Pellworth, Giulia, wants samples")

    assert (read.contact, read.said) == (GIULIA_NERI, "wants samples")


def test_c1_a_job_that_was_named_tells_which_of_two() -> None:
    assert understand("giulia #0121, wants gold").contact == GIULIA


def test_c1_an_unknown_name_is_asked_and_nothing_is_lost() -> None:
    read = understand("pippo, wants the cut → Marta sends it Thu")

    assert (read.contact, read.client, read.said) == (None, None, "wants the cut")
    assert read.steps[0].what == "sends it"
    assert topics(read) == ["contact"]
    assert "pippo" in read.questions[0].text


def test_c1_nobody_at_all_is_asked() -> None:
    assert topics(understand("")) == ["contact"]
    assert topics(understand("→")) == ["contact"]
    assert understand("some words that name nobody").said == "some words that name nobody"


# Who does it


@pytest.mark.parametrize(
    ("step", "owner", "what"),
    [
        ("Marta Galli sends it", Owner(person=MARTA), "sends it"),
        ("marta: sends it", Owner(person=MARTA), "sends it"),
        ("M. Galli sends it", Owner(person=MARTA), "sends it"),
        ("MG sends it", Owner(person=MARTA), "sends it"),
        ("jose sends it", Owner(person=JOSE), "sends it"),
        ("JOSÉ NÚÑEZ sends it", Owner(person=JOSE), "sends it"),
        ("I send it", Owner(person=NORA), "send it"),
        ("io mando tutto", Owner(person=NORA), "mando tutto"),
        ("Giulia signs", Owner(client=ORSATTI, contact=GIULIA), "signs"),
        ("client sends the copy", Owner(client=ORSATTI), "sends the copy"),
        ("il cliente firma", Owner(client=ORSATTI), "firma"),
        ("Orsatti sends the copy", Owner(client=ORSATTI), "sends the copy"),
    ],
)
def test_c1_the_first_words_say_who_does_it(step: str, owner: Owner, what: str) -> None:
    read = understand(f"giulia orsatti, ok → {step}")

    assert read.complete
    assert [(one.owner, one.what) for one in read.steps] == [(owner, what)]


def test_c1_the_date_may_come_before_the_owner() -> None:
    read = understand("giulia orsatti, ok → Thu 12:00 Marta sends it")

    assert read.steps == (NextStep(Owner(person=MARTA), "sends it", due(26, 12), None),)


def test_c1_a_name_on_both_sides_is_asked() -> None:
    read = understand("giulia orsatti, ok → Paolo sends it")

    assert read.steps[0].owner is None
    assert labels(read, "step1.owner") == ["Paolo Ferri", "Paolo Brandi, Orsatti Vermouth"]


def test_c1_a_step_without_an_owner_is_asked() -> None:
    read = understand("giulia orsatti, ok → send the cut Thu")

    assert labels(read, "step1.owner") == ["Nora Whitfield", "Giulia Orsatti, Orsatti Vermouth"]
    assert (read.steps[0].what, read.steps[0].due) == ("send the cut", due(26))


def test_c1_a_contact_of_another_client_owes_us_nothing_here() -> None:
    assert understand("giulia orsatti, ok → Ingrid signs").steps[0].owner is None


def test_c1_small_letters_are_no_initials() -> None:
    assert understand("giulia orsatti, ok → mg of sugar are checked").steps[0].owner is None


# Until when


@pytest.mark.parametrize(
    ("step", "what", "until"),
    [
        ("Marta sends it tomorrow", "sends it", due(25)),
        ("Marta sends it by Friday", "sends it", due(27)),
        ("Marta sends it wed 9", "sends it", due(9, month=12)),
        ("Marta sends it Thu 12:00 to Giulia", "sends it to Giulia", due(26, 12)),
        ("Marta sends it by noon", "sends it", due(24, 12)),
        ("Marta sends it in 3 days", "sends it", due(27)),
        ("Marta manda il file fra 3 giorni", "manda il file", due(27)),
        ("Marta manda il file alle 15", "manda il file", due(24, 15)),
        ("Marta sends it", "sends it", None),
        ("Marta changes the Sun logo", "changes the Sun logo", None),
    ],
)
def test_c1_the_date_is_taken_out_of_the_step(step: str, what: str, until: Due | None) -> None:
    read = understand(f"giulia orsatti, ok → {step}")

    assert read.complete
    assert [(one.what, one.due) for one in read.steps] == [(what, until)]


@pytest.mark.parametrize(
    ("step", "offered"),
    [
        ("Marta sends it Tue", ["Tue 24 Nov", "Tue 1 Dec"]),
        ("Marta sends it on 3/4", ["Sat 3 Apr 2027", "Thu 4 Mar 2027"]),
        ("Marta sends it next Thursday", ["Thu 26 Nov", "Thu 3 Dec"]),
        ("Marta sends it before Friday", ["Thu 26 Nov", "Fri 27 Nov"]),
        ("Marta calls at 3", ["Tue 24 Nov 15:00", "Wed 25 Nov 03:00"]),
        ("Marta calls by 9am", ["Wed 25 Nov 09:00", "Tue 24 Nov 09:00"]),
        ("Marta calls Thu and sends it Fri", ["Thu 26 Nov", "Fri 27 Nov"]),
    ],
)
def test_c1_an_ambiguous_date_is_asked_and_never_guessed(step: str, offered: list[str]) -> None:
    read = understand(f"giulia orsatti, ok → {step}")

    assert read.steps[0].due is None
    assert labels(read, "step1.due") == offered


def test_c1_a_date_that_has_passed_is_asked() -> None:
    read = understand("giulia orsatti, ok → Marta sent it 9 nov 2026")

    assert topics(read) == ["step1.due"]
    assert "has passed" in read.questions[0].text


def test_c1_the_order_of_numbers_is_the_offices() -> None:
    assert understand("giulia orsatti, ok → Marta sends it 3/12", order="dmy").steps[0].due == due(3, month=12)


def test_c1_a_time_is_of_the_writers_office() -> None:
    read = understand("giulia orsatti, ok → Marta manda tutto gio 12:00", "it", zone=MILAN)

    assert read.steps[0].due is not None
    assert read.steps[0].due.at == at(26, 6)


# When


@pytest.mark.parametrize(
    ("front", "moment"),
    [
        ("yesterday 16:00 giulia orsatti", at(23, 16)),
        ("yesterday at 4pm, giulia orsatti", at(23, 16)),
        ("ieri alle 16, giulia orsatti", at(23, 16)),
        ("Mon 16:00 giulia orsatti", at(23, 16)),
        ("at 8:30 giulia orsatti", at(24, 8, 30)),
        ("Tue 16:00 giulia orsatti", at(17, 16)),
    ],
)
def test_c1_a_call_may_have_been_earlier(front: str, moment: datetime) -> None:
    read = understand(f"{front}, asked for the proof")

    assert read.complete
    assert (read.contact, read.at, read.said) == (GIULIA, moment, "asked for the proof")


def test_c1_a_call_that_is_still_to_come_is_asked() -> None:
    assert labels(understand("16:00 ingrid, hello"), "when") == ["Mon 23 Nov 16:00"]
    assert topics(understand("tomorrow 16:00 ingrid, hello")) == ["when"]


def test_c1_a_day_without_a_time_is_asked() -> None:
    read = understand("yesterday, ingrid, hello")

    assert topics(read) == ["when"]
    assert understand("yesterday, ingrid, hello", answers={"when": "16:00"}).at == at(23, 16)


def test_c1_a_contact_called_sun_is_no_sunday() -> None:
    read = understand("sun li, hello")

    assert (read.contact, read.at) == (SUN, NOW)


def test_c1_what_was_said_keeps_its_dates() -> None:
    assert understand("ingrid, launch moved to 9 december").said == "launch moved to 9 december"


# Which job


@pytest.mark.parametrize(
    "tag", ["#ORS-26-0121", "#ors-26-0121", "#26-0121", "#0121", "#121", "#christmas", "#boxes", '#"christmas boxes"',
            "#christmas boxes", "#christmas-boxes"],
)  # fmt: skip
def test_c1_a_job_is_known_by_number_or_words(tag: str) -> None:
    read = understand(f"giulia orsatti, wants gold {tag} → Marta asks the printer")

    assert read.complete
    assert (read.job, read.said) == (BOXES, "wants gold")
    assert read.steps[0].job == BOXES


def test_c1_a_step_may_have_a_job_of_its_own() -> None:
    read = understand("giulia orsatti, ok #0117 → Marta sends it; Marta prints them #0121")

    assert read.job == FILM
    assert [step.job for step in read.steps] == [FILM, BOXES]
    assert [step.what for step in read.steps] == ["sends it", "prints them"]


def test_c1_without_a_sign_no_job_is_set_only_proposed() -> None:
    read = understand("giulia orsatti, wants to see the aperitivo film")

    assert (read.job, read.offers) == (None, (FILM,))
    assert read.complete
    assert understand("ingrid, hello").offers == ()
    assert understand("giulia orsatti, wants to see the aperitivo film", answers={"job": "job:1"}).job == FILM


def test_c1_the_same_number_at_two_clients_is_told_apart_by_the_client() -> None:
    assert understand("ingrid, ok #0117").job == TIMETABLE
    assert understand("giulia orsatti, ok #0117").job == FILM


def test_c1_a_job_that_is_not_there_is_asked() -> None:
    read = understand("giulia orsatti, ok #0999")

    assert read.job is None
    assert labels(read, "job") == ["ORS-26-0117 Aperitivo film", "ORS-26-0121 Christmas boxes"]
    assert understand("giulia orsatti, ok #0999", answers={"job": "job:2"}).job == BOXES


# Answers


def test_c1_answers_settle_what_was_asked() -> None:
    line = "giulia, ok → Paolo sends it Tue"
    asked = understand(line)
    assert topics(asked) == ["contact", "step1.due"]

    answers = {"contact": "contact:1", "step1.due": asked.questions[1].choices[1].value}
    then = understand(line, answers=answers)
    assert (then.contact, topics(then)) == (GIULIA, ["step1.owner"])

    last = understand(line, answers={**answers, "step1.owner": "contact:2"})
    assert last.complete
    assert last.steps == (NextStep(Owner(client=ORSATTI, contact=PAOLO), "sends it", due(1, month=12), None),)


@pytest.mark.parametrize(
    "line",
    ["giulia, ok", "orsatti, ok", "giulia orsatti, ok → send it", "giulia orsatti, ok → Marta sends it on 3/4",
     "giulia orsatti, ok #0999", "16:00 ingrid, ok"],
)  # fmt: skip
def test_c1_every_choice_that_is_offered_is_an_answer(line: str) -> None:
    asked = understand(line)

    for question in asked.questions:
        assert question.choices
        for choice in question.choices:
            again = understand(line, answers={question.key: choice.value})
            assert question.key not in topics(again)


def test_c1_an_answer_that_was_not_offered_settles_nothing() -> None:
    for forged in ("contact:3", "contact:999", "person:1", "", "x' OR 1=1"):
        assert topics(understand("giulia, ok", answers={"contact": forged})) == ["contact"]


def test_c1_a_time_that_was_offered_reads_as_itself() -> None:
    line = "giulia orsatti, ok → Marta calls at 3"
    choice = understand(line).questions[0].choices[0]

    assert understand(line, answers={"step1.due": choice.value}).steps[0].due == due(24, 15)


# Any text at all


@given(st.text(max_size=400), st.sampled_from(["en", "it", None]))
def test_c1_no_line_is_too_odd(text: str, language: str | None) -> None:
    read = understand(text, language)

    assert read.line == text
    assert read.at <= NOW
    assert all(question.topic in Topic for question in read.questions)


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=60))
def test_c1_what_was_said_is_kept_to_the_word(text: str) -> None:
    read = understand(f"ingrid solheim, {text}")

    if not set(text) & set("#→⇒➔➜>"):
        kept = set(words(read.said))
        assert read.contact == INGRID
        assert kept == set(words(one_line(text)))


@pytest.mark.parametrize(
    "line",
    ["a, " * 5000, "→" * 10_000, "thu 12:00 " * 1000, "#a " * 3000, "giulia " * 1500 + "→ x", "x" * 10_000,
     "ingrid, x → " + "Marta sends; " * 800, "ingrid, x → " + "Marta Thu " * 1000, "\x00\u202e\r\n" * 2500],
)  # fmt: skip
def test_c1_ten_thousand_letters_are_understood_in_good_time(line: str) -> None:
    agency = Agency()
    read = parse(line, agency, now=NOW, zone=NEW_YORK, author=NORA)

    assert len(read.steps) <= 20
    assert agency.asked < 10_000
    assert all(len(question.text) < 300 for question in read.questions)


def test_c1_a_common_line_asks_the_directory_few_times() -> None:
    agency = Agency()
    parse("giulia orsatti, ok → Marta sends it Thu 12:00 #0117", agency, now=NOW, zone=NEW_YORK)

    assert agency.asked <= 6


def test_c1_control_characters_do_not_reach_what_is_kept() -> None:
    read = understand("ingrid solheim, a\x00b\u202e\r\nc → Marta\x07 sends\tit")

    assert read.said.isprintable()
    assert all(step.what.isprintable() for step in read.steps)


# While typing


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ing", ["Ingrid Solheim, Northway Ferries"]),
        ("giulia", ["Giulia Orsatti, Orsatti Vermouth", "Giulia Neri, Pellworth Coffee"]),
        ("north", ["Ingrid Solheim, Northway Ferries", "Sun Li, Northway Ferries"]),
        ("giulia orsatti, ok → ma", ["Marta Galli"]),
        ("giulia orsatti, ok → pa", ["Paolo Ferri", "Paolo Brandi, Orsatti Vermouth"]),
        ("giulia orsatti, ok #chr", ["ORS-26-0121 Christmas boxes"]),
        ("giulia orsatti, ok #", ["ORS-26-0117 Aperitivo film", "ORS-26-0121 Christmas boxes"]),
        ("giulia orsatti, wants ma", []),
        ("", []),
    ],
)
def test_c1_names_are_offered_while_they_are_typed(typed: str, offered: list[str]) -> None:
    assert [one.label for one in suggest(typed, Agency(), ORSATTI)] == offered


def test_c1_a_name_that_was_taken_is_understood() -> None:
    (one,) = suggest("ing", Agency())
    (two,) = suggest("ingrid solheim, ok → mar", Agency(), NORTHWAY)
    line = "ingrid solheim, ok → mar"[: two.start] + two.text + "sends it"

    assert understand(f"{one.text}ok").contact == INGRID
    assert understand(line).steps == (NextStep(Owner(person=MARTA), "sends it", None, None),)
