"""C1: what the line of a call says of next steps, what is asked about it, and what any text does to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.names import words
from herringbone.core.text import one_line
from herringbone.meetings.capture import Due, NextStep, Owner, Topic, parse, suggest
from herringbone.meetings.capture.verbs import as_task
from herringbone.meetings.tests.call_log import (
    GIULIA,
    INGRID,
    JOSE,
    MARTA,
    MILAN,
    NEW_YORK,
    NORA,
    NORTHWAY,
    NOW,
    ORSATTI,
    PAOLO,
    Agency,
    at,
    due,
    labels,
    topics,
    understand,
)

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
        ("Marta calls back 1/12", ["Tue 1 Dec", "Tue 12 Jan 2027"]),
        ("Marta calls back 05/06/2027", ["Sat 5 Jun 2027", "Thu 6 May 2027"]),
        ("Marta calls back 31 Feb", ["Sun 28 Feb 2027", "Mon 1 Mar 2027"]),
        ("Marta calls back wed 31/11", ["Mon 30 Nov", "Tue 1 Dec"]),
        ("Marta calls back 29 Feb", ["Sun 28 Feb 2027", "Mon 1 Mar 2027", "Tue 29 Feb 2028"]),
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


@pytest.mark.parametrize("language", ["en", "it"])
def test_c1_no_office_settles_which_number_is_the_day(language: str) -> None:
    read = understand("giulia orsatti, ok → Marta chiama 1/12", language, zone=MILAN)

    assert topics(read) == ["step1.due"]
    assert read.steps[0].what == "chiama"
    assert understand("giulia orsatti, ok → Marta chiama 25/12", language).steps[0].due == due(25, month=12)


def test_c1_a_day_that_no_calendar_has_is_asked_in_both_languages() -> None:
    assert topics(understand("giulia orsatti, ok → Marta chiama entro il 31 febbraio", "it")) == ["step1.due"]
    assert topics(understand("giulia orsatti, ok → Marta chiama il 31/11/2027", "it")) == ["step1.due"]
    assert understand("giulia orsatti, ok → Marta pays 31.2 M").complete


def test_c1_a_time_is_of_the_writers_office() -> None:
    read = understand("giulia orsatti, ok → Marta manda tutto gio 12:00", "it", zone=MILAN)

    assert read.steps[0].due is not None
    assert read.steps[0].due.at == at(26, 6)


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


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("sends the 20 s cut", "send the 20 s cut"),
        ("Sends it", "Send it"),
        ("writes", "write"),
        ("discusses it with the printer", "discuss it with the printer"),
        ("chooses the typeface", "choose the typeface"),
        ("verifies the sizes", "verify the sizes"),
        ("send it", "send it"),
        ("prints by Friday", "prints by Friday"),  # things to be brought, or what she does: nobody knows
        ("selects to Pat", "selects to Pat"),
        ("manda il montaggio", "manda il montaggio"),
        ("", ""),
    ],
)
def test_c1_what_is_said_of_somebody_reads_as_their_task_where_that_is_sure(said, task):
    assert as_task(said) == task
