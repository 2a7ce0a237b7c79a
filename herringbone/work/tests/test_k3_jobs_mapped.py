"""Jobs from a spreadsheet: whose currency, which column is the number, what its words mean, what is shown before."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils.translation import override

from herringbone.clients.actions import open_client
from herringbone.clients.importing import run
from herringbone.clients.models import Client, Post
from herringbone.clients.tests.test_import_page import columns, upload
from herringbone.core.tables import guess_mapping
from herringbone.work.models import Job
from tests.world import World

pytestmark = pytest.mark.thorough


@pytest.fixture
def client(world: World) -> Client:
    return open_client(
        by=world.head, name="Test Client", office=world.office, point_person=world.ae_alder, currency="EUR"
    )


@pytest.fixture
def brought(tmp_path: Path, capsys: pytest.CaptureFixture) -> Callable[..., tuple[str, str]]:
    """Bring in a file of jobs; the last line, and all that was said."""

    def perform(data: str | bytes, *options: str, name: str = "jobs.csv") -> tuple[str, str]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        capsys.readouterr()
        run(["jobs", str(path), *options])
        told = capsys.readouterr()
        lines = told.out.strip().splitlines()
        return lines[-1] if lines else "", told.out + told.err

    return perform


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("headings", "cells", "named"),
    [
        ("Budget,Currency", "12000,USD", "USD"),
        ("Budget,Currency", "12000,dollari", "dollari"),
        ("Budget,Currency", "12000,Quatloo", "Quatloo"),
        ("Budget", "$12000", "$"),
        ("Budget", "USD 12000", "USD"),
        ("Budget", "12000 £", "£"),
        ("Budget (USD)", "12000", "USD"),
        ("Valore in $", "12000", "$"),
        ("Budget,Currency", "$12000,EUR", "$"),
    ],
)
def test_k3_an_amount_in_another_currency_is_rejected_and_never_taken_for_the_client_s(
    world: World, client: Client, brought: Any, headings: str, cells: str, named: str
):
    last, said = brought(f"Job,Client,{headings}\nBanner,Test Client,{cells}\n")
    assert last.endswith("created 0, updated 0, unchanged 0, rejected 1")
    assert f"The budget is 12000 {named}, and Test Client is billed in EUR" in said
    assert not Job.objects.filter(client=client).exists()


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("Budget,Currency", "12000,eur"), ("Budget,Currency", "12000,Euro"), ("Budget,Currency", "12000,€"),
        ("Budget", "€ 12000"), ("Budget (EUR)", "12000"), ("Importo €", "12000"), ("Budget (k€)", "12"),
        ("Budget", "12000"),
    ],
)  # fmt: skip
def test_k3_an_amount_in_the_client_s_own_currency_comes_in_however_it_is_written(
    world: World, client: Client, brought: Any, headings: str, cells: str
):
    assert "created 1" in brought(f"Job,Client,{headings}\nBanner,Test Client,{cells}\n")[0]
    assert Job.objects.get(client=client).budget == Decimal(12000)


@pytest.mark.parametrize(
    ("form", "comes"),
    [
        ('#,##0.00\\ "USD"', "rejected"), ("[$$-409]#,##0.00", "rejected"), ("[$£-809]#,##0.00", "rejected"),
        ("#,##0.00\\ [$€-410]", "created"), ('#,##0.00\\ "€"', "created"), ("#,##0.00", "created"),
        # What Excel stores for "currency" without more is shown with the sign of whoever opens the file.
        ('"$"#,##0.00_);\\("$"#,##0.00\\)', "created"),
    ],
)  # fmt: skip
def test_k3_the_currency_that_a_workbook_shows_with_an_amount_counts(
    world: World, client: Client, brought: Any, form: str, comes: str
):
    data = workbook(["Job", "Client", "Budget"], ["Banner", "Test Client", 1200.5], formats={"C2": form})
    assert f"{comes} 1" in brought(data, name="jobs.xlsx")[0]


NUMBERS = (
    "Job #|Job no.|Job No|Job nr|Job number|N. commessa|N° commessa|Nº commessa|Numero|Numero commessa|Nr. commessa"
)


@pytest.mark.parametrize("heading", [*NUMBERS.split("|"), "Commessa n.", "Codice commessa", "Rif.", "#", "Project #"])
def test_k3_the_number_of_a_job_in_the_other_program_is_known_by_its_heading(heading: str):
    assert guess_mapping([heading], "jobs").of("number")


@pytest.mark.parametrize("heading", ["Comments", "Notes", "Note", "Note(s)", "Commenti", "Osservazioni", "Remarks"])
def test_k3_comments_are_no_scope(heading: str):
    (column,) = guess_mapping([heading], "jobs").columns
    assert column.field == "comments"


def test_k3_the_number_stands_in_the_evidence_and_the_name_stays_the_name(world: World, client: Client, brought: Any):
    brought("Job #,Job name,Client\n4711,Spring leaflet,Test Client\n")
    job = Job.objects.get(client=client)
    assert (job.name, job.form.asked_how) == ("Spring leaflet", "jobs.csv, row 1 (4711)")


def test_k3_a_column_of_numbers_called_commessa_beside_a_title_is_the_number(
    world: World, client: Client, brought: Any
):
    brought("Commessa;Titolo;Cliente\n2026-014;Volantino;Test Client\n2026-015;Poster;Test Client\n")
    jobs = Job.objects.filter(client=client).order_by("pk")
    assert [job.name for job in jobs] == ["Volantino", "Poster"]
    assert jobs[0].form.asked_how == "jobs.csv, row 1 (2026-014)"


def test_k3_of_two_columns_guessed_as_one_field_only_the_first_is_taken(world: World, client: Client, brought: Any):
    _last, said = brought("Project,Task name,Client\nSpring,Leaflet,Test Client\n")
    assert Job.objects.get(client=client).name == "Spring" and "not imported: Task name" in said


def test_k3_two_columns_for_one_field_are_refused_with_the_field_named(
    world: World, client: Client, enter: Any, brought: Any
):
    text = "Project,Task,Client\nSpring,Leaflet,Test Client\n"
    browser = enter(world.head)
    address = upload(browser, "jobs", text)
    trial = browser.post(f"{address}trial/", columns(browser, address, column1="name"))
    assert trial.status_code == 422
    assert trial.context["form"].errors["column1"] == ["“Project” is “Name” already: one column alone can be"]
    assert 'id="id_column1_error"' in trial.content.decode()
    last, said = brought(text, "--map", "Project=name", "--map", "Task=name")
    assert last == "" and "Two columns cannot both be “Name”: Project, Task" in said
    assert not Job.objects.filter(client=client).exists()


STAGES = "Job,Client,Status\nA,Test Client,Doing\nB,Test Client,Pitching\nC,Test Client,Pitching\nD,Test Client,doing\n"


def test_k3_each_word_for_a_stage_is_explained_before_a_row_is_looked_at(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", STAGES)
    page = browser.get(address)
    told = [(field.label, field.value(), word.rows) for field, word in page.context["words"]]
    assert told == [("Doing", "in work", 2), ("Pitching", "", 2)]
    form = columns(browser, address)
    unsaid = browser.post(f"{address}trial/", form)
    assert unsaid.status_code == 422 and unsaid.context["form"].errors["word1"] == ["Say what “Pitching” means"]
    trial = browser.post(f"{address}trial/", {**form, "word0": "on hold", "word1": "submitted"})
    assert trial.status_code == 200 and "4 new" in trial.content.decode()
    assert browser.post(f"{address}landing/").status_code == 303
    stages = dict(Job.objects.filter(client=client).values_list("name", "stage"))
    assert stages == {"A": "on hold", "B": "submitted", "C": "submitted", "D": "on hold"}


def test_k3_a_word_is_asked_for_once_its_column_is_said_to_hold_stages(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", "Job,Client,Wo\nA,Test Client,Pitching\n")
    asked = browser.post(f"{address}trial/", columns(browser, address, column2="stage"))
    assert asked.context["form"]["word0"].label == "Pitching" and "1 new" not in asked.content.decode()
    assert b"Pitching" not in browser.post(f"{address}landing/").content.split(b"<h1")[0]  # nothing lands before
    assert not Job.objects.filter(client=client).exists()
    browser.post(f"{address}trial/", columns(browser, address, word0="delivered"))
    browser.post(f"{address}landing/")
    assert Job.objects.get(client=client).stage == "delivered"


def test_k3_the_next_file_with_these_columns_remembers_what_its_words_mean(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", STAGES)
    browser.post(f"{address}trial/", columns(browser, address, word1="delivered"))
    again = upload(browser, "jobs", STAGES)
    assert columns(browser, again)["word1"] == "delivered"


def test_k3_a_day_that_is_clear_in_one_column_tells_how_those_of_another_are_written(
    world: World, client: Client, brought: Any
):
    last, said = brought("Job;Client;Start date;Due date\nA;Test Client;01.12.2026;18.12.2026\n")
    assert "created 1" in last, said
    assert Job.objects.get(client=client).form.begins == date(2026, 12, 1)


def test_k3_leaving_the_column_of_stages_out_asks_for_no_word(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", STAGES)
    assert browser.post(f"{address}trial/", columns(browser, address, column2="")).status_code == 200


def test_k3_a_column_with_too_many_words_is_none_of_stages(world: World, client: Client, enter: Any):
    rows = "".join(f"Job {at},Test Client,word {at}\n" for at in range(60))
    browser = enter(world.head)
    address = upload(browser, "jobs", f"Job,Client,Stage\n{rows}")
    page = browser.get(address).content.decode()
    assert "The column for “Stage” has 60 different words" in page


def test_k3_the_command_takes_what_words_mean_and_names_those_it_does_not_know(
    world: World, client: Client, brought: Any
):
    _last, said = brought(STAGES, "--dry-run")
    assert "not known: Pitching (stage)" in said and "--word Pitching=" in said
    assert "Meanings of jobs, stage: submitted, in work" in brought(STAGES, "--word", "Pitching=nowhere")[1]
    brought(STAGES, "--word", "Pitching=on hold")
    assert Job.objects.get(client=client, name="C").stage == "on hold"


def told(browser: Browser, address: str, **said: str) -> list[dict[str, str]]:
    """What the look at every row says is written, row by row."""
    page = browser.post(f"{address}trial/", columns(browser, address, **said))
    return [{fact.label: fact.now for fact in row.facts} for row in page.context["report"].outcomes]


def test_k3_the_look_at_every_row_shows_when_work_begins_the_number_and_what_was_said(
    world: World, client: Client, enter: Any
):
    browser = enter(world.head)
    address = upload(
        browser, "jobs", "Job #,Job,Client,Start date,Brief,Comments\n7,A,Test Client,2026-12-14,A leaflet,Ring Ann\n"
    )
    (row,) = told(browser, address)
    assert (row["Work begins"], row["Number in the other program"]) == ("14 Dec 2026", "7")
    assert (row["Scope"], row["Comments"]) == ("A leaflet", "Ring Ann")
    browser.post(f"{address}landing/")
    job = Job.objects.get(client=client)
    assert (job.form.begins, job.form.scope) == (date(2026, 12, 14), "A leaflet")
    assert Post.objects.get(subject_label="work.Job", subject_id=job.pk).text == "Ring Ann"


TITLED = "Open jobs 2026;;;\n;;;\nJob;Client;Budget;Due date\nA;Test Client;100;31.12.2026\nTotal;;100;\n"


def test_k3_headings_below_a_title_are_found_said_and_may_be_others(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", TITLED)
    page = browser.get(address)
    assert page.context["reading"].table.headers == ("Job", "Client", "Budget", "Due date")
    chosen = page.context["form"]["heading_line"]
    assert chosen.value() == "3" and ("3", "line 3: Job · Client · Budget · Due date") in chosen.field.choices
    trial = browser.post(f"{address}trial/", columns(browser, address))
    assert "The headings were taken from line 3 of the file." in trial.content.decode()
    other = browser.post(f"{address}trial/", columns(browser, address, heading_line="1"))
    assert other.context["reading"].table.headers[0] == "Open jobs 2026"
    back = browser.post(f"{address}trial/", columns(browser, address, heading_line="3"))
    assert back.context["reading"].table.headers[0] == "Job"
    browser.post(f"{address}trial/", columns(browser, address))
    row = browser.post(f"{address}landing/", {"left": "2"})
    assert row.status_code == 303 and Job.objects.get(client=client).name == "A"


def test_k3_a_row_of_totals_is_left_out_with_a_word_and_may_be_taken_all_the_same(
    world: World, client: Client, enter: Any
):
    browser = enter(world.head)
    address = upload(browser, "jobs", TITLED)
    trial = browser.post(f"{address}trial/", columns(browser, address))
    rows = [(row.name, row.what, row.why) for row in trial.context["report"].outcomes]
    assert rows == [("A", "created", rows[0][2]), ("Total", "left", ("A row of totals",))]
    assert 'name="left" value="2" checked' in trial.content.decode()
    assert trial.context["figures"]["rows"] == 1 and not trial.context["report"].rejected
    taken = browser.post(f"{address}landing/", {"look": "on"})  # the tick taken away
    assert taken.context["report"].outcomes[1].what == "rejected" and not Job.objects.filter(client=client).exists()


def test_k3_a_single_row_is_left_out_by_a_tick_and_the_others_are_shown_anew(world: World, client: Client, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "jobs", "Job,Client\nA,Test Client\nB,Test Client\nC,Nobody Ltd\n")
    browser.post(f"{address}trial/", columns(browser, address))
    anew = browser.post(f"{address}landing/", {"left": ["3", "2", "x", "9" * 5000]})
    page = " ".join(anew.content.decode().split())
    assert anew.status_code == 200 and "2 rows are left out." in page and "Bring in 1 row<" in page
    assert not Job.objects.filter(client=client).exists()
    assert browser.post(f"{address}landing/", {"left": ["2", "3"]}).status_code == 303
    assert [job.name for job in Job.objects.filter(client=client)] == ["A"]


def test_k3_the_command_finds_the_headings_and_leaves_out_totals_and_what_it_is_told(
    world: World, client: Client, brought: Any
):
    last, said = brought(TITLED)
    assert last == "rows 1, created 1, updated 0, unchanged 0, rejected 0"
    assert "headings: line 3" in said and "row 2 (line 5) Total left out: A row of totals" in said
    last, said = brought("x;y\nJob;Client\nB;Test Client\nC;Test Client\n", "--heading-line", "2", "--leave-out", "1")
    assert last == "rows 1, created 1, updated 0, unchanged 0, rejected 0"
    assert set(Job.objects.filter(client=client).values_list("name", flat=True)) == {"A", "C"}
    assert "Line 9 of the file holds nothing." in brought("Job\nA\n", "--heading-line", "9")[1]


def test_k3_a_workbook_with_a_title_and_totals_reads_as_well(world: World, client: Client, brought: Any):
    rows: list[list[Any]] = [["Commesse aperte"], [], ["N. commessa", "Commessa", "Cliente", "Importo"]]
    data = workbook(*rows, [4711, "Volantino", "Test Client", 100], ["Totale", None, None, 100])
    with override("it"):
        last, said = brought(data, name="commesse.xlsx")
    assert last == "rows 1, created 1, updated 0, unchanged 0, rejected 0", said
    assert Job.objects.get(client=client).name == "Volantino"


def test_k3_a_client_called_total_with_words_beside_it_is_no_row_of_totals(world: World, enter: Any):
    browser = enter(world.head)
    given = SimpleUploadedFile("clients.csv", b"Client,Sector,Employees\nTotal,energy,100\nElm,trees,3\n")
    address = browser.post("/import/clients/", {"file": given})["Location"]
    trial = browser.post(f"{address}trial/", columns(browser, address))
    assert [row.what for row in trial.context["report"].outcomes] == ["created", "created"]


@pytest.mark.parametrize("total", ["Total: 2 clients", "Totale: 2 clienti", "TOTAL 2", "Totale: 2", "Total:"])
def test_k3_a_row_that_counts_the_clients_in_the_name_s_column_is_a_row_of_totals(world: World, enter: Any, total: str):
    browser = enter(world.head)
    text = f"Client,Sector\nElm,trees\nTotal Energies,energy\nTotale Servizi,\n{total},\n"
    given = SimpleUploadedFile("clients.csv", text.encode())
    address = browser.post("/import/clients/", {"file": given})["Location"]
    trial = browser.post(f"{address}trial/", columns(browser, address))
    rows = [(row.name, row.what) for row in trial.context["report"].outcomes]
    others = [("Elm", "created"), ("Total Energies", "created"), ("Totale Servizi", "created")]
    assert rows == [*others, (total, "left")]
    assert trial.context["report"].outcomes[3].why == ("A row of totals",)
