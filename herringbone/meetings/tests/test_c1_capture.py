"""C1: one line logs a call. What it says of whom, when and which job."""

from datetime import datetime

import pytest

from herringbone.meetings.capture import ContactRef, NextStep, Owner
from herringbone.meetings.tests.call_log import (
    BOXES,
    FILM,
    GIULIA,
    GIULIA_NERI,
    INGRID,
    MARTA,
    NORA,
    NOW,
    ORSATTI,
    PAOLO,
    SUN,
    TIMETABLE,
    at,
    due,
    labels,
    topics,
    understand,
)

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
