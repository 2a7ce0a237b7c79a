"""S44: each house rule catches what it is there for. That the tree breaks none is a step of its own in bin/test."""

import pytest

from tools.house_rules import RULES
from tools.lint import findings, findings_in

PLANTED = [
    ("herringbone/work/views.py", "jobs = Job.objects.all()", "bare manager"),
    ("herringbone/work/views.py", "Job._default_manager.get()", "bare manager"),
    ("herringbone/work/actions.py", "at = datetime.now(UTC)", "core.clock"),
    ("herringbone/work/models.py", "fee = models.DecimalField()", "FixedField"),
    ("herringbone/work/forms.py", 'fields = "__all__"', "names its fields"),
    ("herringbone/work/forms/acts.py", "due = forms.DateField()", "DayField"),
    ("herringbone/people/templates/people/away.html", '<input type="date" name="first">', "DayField"),
    ("herringbone/work/views.py", "request.build_absolute_uri('/')", "BASE_URL"),
    ("herringbone/work/documents.py", "import xlsxwriter", "workbooks"),
    ("herringbone/work/documents.py", "EmailMessage(subject)", "core.mail"),
    ("herringbone/work/views.py", "import requests", "one way out"),
    ("herringbone/work/views.py", "Template(brief)", "never compiled"),
    ("herringbone/work/queries.py", "connection.cursor()", "SQL by hand"),
    ("herringbone/work/views.py", "@csrf_exempt", "forgery"),
    ("herringbone/work/views.py", 'answer["Content-Disposition"] = name', "FileResponse"),
    ("herringbone/work/tests/test_b9_jobs.py", "pytestmark = pytest.mark.browser", "stands in test_…_browser.py"),
    ("herringbone/work/templates/work/job.html", '<p style="color: red">', "style attribute"),
    ("herringbone/work/templates/work/job.html", '<p onclick="go()">', "handler"),
    ("herringbone/work/templates/work/job.html", "<script>go()</script>", "nonce"),
    ("herringbone/work/templates/work/job.html", "{{ note|safe }}", "unescaped"),
    ("herringbone/work/templates/work/job.html", '<img src="https://cdn.example/x.png">', "elsewhere"),
    ("herringbone/work/templates/work/job.html", '<a hx-on:click="go()">', "htmx"),
    ("herringbone/web/static/herringbone/js/board.js", "box.innerHTML = `<p>${name}</p>`", "from strings"),
    ("herringbone/core/typst/report.typ", "#eval(text)", "never as source"),
    ("herringbone/work/actions.py", '_("Saved successfully")', "calm words"),
    ("herringbone/work/templates/work/job.html", '{% translate "Well done!" %}', "calm words"),
    ("herringbone/work/key.py", "-----BEGIN RSA PRIVATE KEY-----", "secret"),
    ("herringbone/work/actions.py", "# TODO later", "unfinished"),
    ("docs/install.md", "see /root/notes", "this machine"),
]


@pytest.mark.parametrize(("path", "text", "why"), PLANTED)
def test_s44_a_planted_breach_is_found(path, text, why):
    assert any(why in finding for finding in findings_in(path, text + "\n"))


def test_s44_every_rule_has_a_planted_breach():
    caught = {rule.why for rule in RULES for _, _, why in PLANTED if why in rule.why}
    assert caught == {rule.why for rule in RULES}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("herringbone/work/queries.py", "Job.objects.filter(client=client)"),
        ("herringbone/work/tests/test_b9_jobs.py", "Job.objects.get()"),
        ("herringbone/core/clock.py", "datetime.now(UTC)"),
        ("herringbone/work/templates/work/job.html", '<link rel="stylesheet" href="{% static "a.css" %}">'),
        ("herringbone/work/templates/work/job.html", '<script nonce="{{ csp_nonce }}">go()</script>'),
        ("herringbone/work/actions.py", '_("Say why it was late")'),
    ],
)
def test_what_is_allowed_is_not_found(path, text):
    assert list(findings_in(path, text)) == []


def test_s44_files_that_come_in_wheels_are_never_committed():
    assert len(list(findings(["a/newsreader.woff2", "a/htmx.min.js", "a/agency.sqlite3"]))) == 3


def test_a_file_holds_one_idea():
    assert list(findings_in("herringbone/work/actions.py", "x = 1\n" * 401))
