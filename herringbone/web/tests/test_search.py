"""Finding anything: by the beginnings of words, without accents, and never more than one may see (A4, K3, B48, S03)."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from herringbone.clients.actions import add_contact, answer_message, change_client, open_client, post, receive_message
from herringbone.core import clock
from herringbone.core.search import Reader, ask, words
from herringbone.core.search.models import SearchEntry
from herringbone.meetings.actions import (
    Written,
    bring_in_meeting,
    issue_contact_report,
    open_report,
    plan_meeting,
    save_items,
)
from herringbone.meetings.brought import BroughtMeeting
from herringbone.people.actions import add_person, deactivate_person
from herringbone.people.rules import standing
from herringbone.record.check import findings
from herringbone.status.actions import publish_status_report, show_again
from herringbone.web.searching import everything, reader_of
from herringbone.work.actions import make_task, set_status_line
from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job
from tests.crawling import browser_of
from tests.world import HOUR


def found(person, text):
    """What a person finds, as (kind, title or what is said)."""
    return [(one.kind, one.title or one.body) for one in ask(text, reader_of(standing(person)), most=20)]


@pytest.fixture
def task(world):
    """A task whose words have accents and apostrophes."""
    return make_task(
        by=world.ae_alder, client=world.alder, owner=world.ae_alder, due=clock.now().date(),
        title="Perché l’acqua di Łódź costa? O'Neill's Größe",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["perche", "PERCH", "acqua", "lod", "oneill", "grosse cost", "neill", "acq ald"])
def test_a4_words_are_found_by_their_beginnings_in_any_case_and_without_accents(world, task, text):
    assert ("task", task.title) in found(world.ae_alder, text)


def test_a4_a_word_is_found_by_each_of_its_beginnings_and_by_no_other_that_begins_so(world, task):
    for word in ("di", "perche", "acqua", "lodz", "costa"):
        for letters in range(1, len(word) + 1):
            for text in (word[:letters], f"oneill {word[:letters]}"):
                assert ("task", task.title) in found(world.ae_alder, text), text
            longer = f"{word[:letters]}0"
            assert ("task", task.title) not in found(world.ae_alder, f"oneill {longer}"), longer


def test_a4_a_job_is_found_by_its_running_number_as_people_say_it(world):
    job = a_job(world)
    assert job.number == "ALD-26-0001"
    for text in ("ald 1", "0001", "1 ald"):
        assert ("job", job.name) in found(world.ae_alder, text), text


@pytest.mark.parametrize("text", ["", "*", '"', "perche sesamo", "ostia", "' OR 1=1 --", 'a" OR (', ":ktask", "% _"])
def test_a4_what_does_not_fit_or_is_no_word_finds_nothing(world, task, text):
    assert ("task", task.title) not in found(world.ae_alder, text)


def test_a4_a_name_goes_before_what_is_said_and_a_whole_word_before_a_beginning(filled):
    job = Job.objects.get(client=filled.alder)
    make = {"by": filled.ae_alder, "client": filled.alder, "owner": filled.ae_alder, "due": clock.now().date()}
    whole, begun = make_task(title="Book the film", **make), make_task(title="Filming permit", **make)
    set_status_line(by=filled.ae_alder, job=job, status="Film is cut")
    tasks = [title for kind, title in found(filled.ae_alder, "film") if kind == "task"]
    assert tasks == [whole.title, begun.title]
    assert ("job", job.name) in found(filled.ae_alder, "film")


def test_a4_what_an_action_writes_is_found_at_once_and_what_is_undone_is_not(world):
    with transaction.atomic():
        open_client(by=world.head, name="Zephyr", office=world.office)
        assert ("client", "Zephyr") in found(world.head, "zeph")
        transaction.set_rollback(True)
    assert found(world.head, "zeph") == []


def test_a4_a_client_s_new_name_finds_all_that_is_theirs(filled):
    job = Job.objects.get(client=filled.alder)
    change_client(by=filled.sup_alder, client=filled.alder, values={"name": "Quicksilver"})
    kinds = {kind for kind, _ in found(filled.head, "quicksilver")}
    assert {"client", "job", "task", "meeting", "report", "contact"} <= kinds
    assert ("job", job.name) in found(filled.head, f"quick {job.name.split('-')[-1]}")


def test_b48_nobody_finds_or_counts_what_stands_across_a_wall(filled):
    assert found(filled.ae_alder, "canary birch") == []
    assert found(filled.ae_birch, "canary alder") == []
    assert {kind for kind, _ in found(filled.head, "canary birch")} >= {"client", "contact", "job", "task", "said"}
    assert found(filled.admin, "canary") == []


def test_a2_a_contact_s_name_is_found_by_all_and_what_is_noted_by_the_team(world):
    add_contact(by=world.head, client=world.cedar, name="Ada Prior", email="ada@cedar.test", notes="likes sailing")
    assert ("contact", "Ada Prior") in found(world.ae_birch, "ada prior")
    assert found(world.ae_birch, "sailing") == found(world.ae_birch, "cedar test") == []
    assert found(world.director, "sailing") == [("reached", "Ada Prior")]
    line = everything(standing(world.director), "ada")[0].lines
    assert len(line) == 1, "one line for a contact, though two entries fit"


def test_c2_what_is_internal_in_a_report_is_found_by_those_who_see_it_and_a_draft_by_nobody(world):
    now = clock.now()
    meeting = plan_meeting(
        by=world.ae_alder, client=world.alder, topic="Film", starts=now - 2 * HOUR, ends=now - HOUR,
        people=[world.ae_alder], contacts=[world.pat],
    )  # fmt: skip
    report = open_report(by=world.ae_alder, meeting=meeting)
    items = [Written("decision", "The poster stays"), Written("internal", "They fear the fee")]
    report = save_items(by=world.ae_alder, report=report, items=items)
    assert found(world.ae_alder, "poster") == found(world.ae_alder, "fear") == []
    issue_contact_report(by=world.ae_alder, report=report)
    assert found(world.dept, "fear") == [("said", "They fear the fee")]
    assert found(world.ae_alder, "alder poster") == [("said", "The poster stays")]
    assert found(world.ae_birch, "fear") == []


def test_a_check_names_entries_that_do_not_fit_their_records(world, task):
    SearchEntry.objects.filter(kind="task", subject=task.pk).update(words="something else")
    SearchEntry.objects.filter(kind="client", subject=world.alder.pk).delete()
    SearchEntry.objects.filter(kind="client", subject=world.birch.pk).update(subject=999)
    assert set(findings()) == {
        "search: client 999 is not to be found", f"search: client {world.alder.pk} is missing",
        f"search: client {world.birch.pk} is missing", f"search: task {task.pk} is stale",
    }  # fmt: skip
    from herringbone.core.search.keeping import rebuild

    rebuild()
    assert list(findings()) == []


def replace_id(entry):
    """The same entry, not saved yet."""
    values = {field.name: getattr(entry, field.name) for field in SearchEntry._meta.concrete_fields}
    return SearchEntry(**values | {"id": None})


@pytest.mark.parametrize("how_many", [10, 1000])
def test_k1_a_search_asks_the_same_few_queries_whatever_there_is(world, how_many):
    make_task(by=world.ae_alder, client=world.alder, owner=world.ae_alder, due=clock.now().date(), title="Needle")
    one = SearchEntry.objects.get(kind="task")
    many = []
    for number in range(how_many):
        copy = SearchEntry(
            **{f.name: getattr(one, f.name) for f in SearchEntry._meta.concrete_fields if f.name != "id"}
        )
        copy.subject = copy.key = 1_000_000 + number
        many.append(copy)
    SearchEntry.objects.bulk_create(many)
    with CaptureQueriesContext(connection) as asked:
        groups = everything(standing(world.ae_alder), "needle")
    assert len(groups[0].lines) == 5 and groups[0].more
    assert len(asked) <= 2 + 2  # and the standing
    SearchEntry.objects.filter(subject__gte=1_000_000).delete()


def test_s03_the_palette_and_the_page_show_lines_with_what_was_typed_marked(filled):
    browser = browser_of(filled.ae_alder)
    lines = browser.get("/search/found/?q=alder+job").content.decode()
    assert "<b>job</b>" in lines and "ALD-26-0001" in lines and "birch" not in lines
    page = browser.get("/search/?q=alder").content.decode()
    assert 'id="found-job"' in page and "in=" in page
    assert browser.get("/search/?q=alder&in=task&page=1").status_code == 200
    assert browser.get("/search/?q=alder&in=nothing").status_code == 404
    assert browser.get("/search/?q=alder&page=x").status_code == 400


def test_b4_the_palette_offers_what_one_may_do_for_the_client_found_and_nothing_to_who_only_reads(filled):
    for person, offered in ((filled.ae_alder, True), (filled.exec, False)):
        lines = browser_of(person).get("/search/found/?q=ald+alder").content.decode()
        assert ("data-command" in lines) == offered
        assert ("/calls/new/?client=ALD" in lines and "Publish the status report of" in lines) == offered
    lines = browser_of(filled.dept).get("/search/found/?q=ald+alder").content.decode()
    assert "data-command" in lines and "Publish the status report" not in lines, "what reaches the client is the team's"


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("Aperitivo launch film", ["fi"], "Aperitivo launch [fi]lm"),
        ("Perché no", ["perche"], "[Perché] no"),
        ("ﬁlm", ["film"], "ﬁlm"),  # one sign that folds to two letters: left whole
    ],
)
def test_marks_stand_where_the_words_begin(text, wanted, said):
    assert "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in words.marked(text, wanted)) == said


def test_a_long_text_is_cut_between_words_around_what_was_looked_for():
    text = f"{'long talk about nothing ' * 20}the Bianco film was too close {'and so on ' * 20}"
    cut = words.around(text, ["bianco"])
    assert cut.startswith("…") and cut.endswith("…") and "Bianco film" in cut and len(cut) < 120


def test_a_reader_with_no_clients_finds_nothing_of_any(world):
    assert ask("canary", Reader(frozenset(), frozenset(), names=False), most=5) == []


def test_a4_what_was_said_among_us_is_found_by_whoever_sees_the_client(world):
    said = post(by=world.ae_alder, subject=world.alder, text="The Zephyr poster is too blue")
    assert found(world.dept, "zephyr") == [("remark", said.text)]
    assert found(world.dept, "alder blue poster") == [("remark", said.text)]
    assert found(world.ae_birch, "zephyr") == found(world.admin, "zephyr") == []
    page = browser_of(world.dept).get("/search/?q=zephyr").content.decode()
    assert f'href="/conversations/clients.Client/{world.alder.pk}/"' in page
    there = browser_of(world.dept).get(f"/conversations/clients.Client/{world.alder.pk}/").content.decode()
    assert said.text in there


def test_a4_what_was_said_is_told_by_its_words_also_where_they_name_its_client(world):
    post(by=world.ae_alder, subject=world.alder, text="The alder poster is too blue")
    page = browser_of(world.dept).get("/search/?q=alder").content.decode()
    assert "“The <b>alder</b> poster is too blue”" in page and "“”" not in page


def test_a4_what_a_client_wrote_and_was_answered_is_found(world):
    message = receive_message(by=world.ae_alder, contact=world.pat, text="Where is the Zephyr invoice?")
    assert found(world.dept, "zephyr") == [("message", message.text)]
    answer_message(by=world.ae_alder, message=message, text="It was sent to Ostrava")
    assert [kind for kind, _ in found(world.dept, "ostrava")] == ["message"]
    assert found(world.ae_birch, "zephyr") == found(world.ae_birch, "ostrava") == []
    page = browser_of(world.dept).get("/search/?q=ostrava").content.decode()
    assert f'href="/messages/{message.pk}/"' in page


def test_a4_what_was_said_elsewhere_before_an_import_is_found(world):
    meeting = bring_in_meeting(
        by=world.head, client=world.alder,
        brought=BroughtMeeting(
            uid="a@b", topic="Brought", starts=clock.now() + HOUR, ends=clock.now() + 2 * HOUR, evidence="a.ics, row 1",
            reporter=world.ae_alder, told="Zephyr is asked as well",
        ),
    )  # fmt: skip
    assert ("remark", "Zephyr is asked as well") in found(world.ae_alder, "zephyr")
    assert meeting.topic == "Brought"


def test_i1_whoever_works_here_is_found_by_all_and_whoever_has_left_by_nobody(world):
    person = add_person(
        by=world.head, name="Zoë Quist", email="zq@agency.example", office=world.office,
        department=world.departments["creative"], title="Illustrator",
    )  # fmt: skip
    for reader in (world.ae_birch, world.dept, world.admin, world.exec):
        assert found(reader, "zoe") == [("person", person.name)]
    assert found(world.ae_birch, "illustr") == found(world.ae_birch, "zq quist") == [("person", person.name)]
    deactivate_person(by=world.head, person=person)
    assert found(world.head, "zoe") == []


def test_i1_an_administrator_finds_people_and_no_client_s(filled):
    assert found(filled.admin, filled.ae_alder.name) == [("person", filled.ae_alder.name)]


def test_b5_a_published_status_report_is_found_with_its_text_by_whoever_sees_the_client(filled):
    job = Job.objects.get(client=filled.alder)
    set_status_line(by=filled.ae_alder, job=job, status="Zephyr is cut")
    assert "status" not in {kind for kind, _ in found(filled.dept, "zephyr")}, "published, not as it stands"
    if job.not_shown.filter(ended=None):
        show_again(by=filled.ae_alder, job=job)
    published = publish_status_report(by=filled.ae_alder, client=filled.alder)
    assert ("status", filled.alder.name) in found(filled.dept, "zephyr")
    assert "status" not in {kind for kind, _ in found(filled.ae_birch, "zephyr")}
    page = browser_of(filled.dept).get("/search/?q=zephyr").content.decode()
    assert f'href="/status-reports/{filled.alder.code}/{published.number}/"' in page
