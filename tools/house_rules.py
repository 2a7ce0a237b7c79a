"""The house rules that no linter knows: each a pattern, the paths where it may not stand, those spared, and why."""

from dataclasses import dataclass

NOWHERE = r"(?!)"


@dataclass(frozen=True)
class Rule:
    """`pattern` may not stand in a file whose path matches `where`, unless it matches `spared`."""

    why: str
    pattern: str
    where: str
    spared: str = NOWHERE


TESTS = r"(^|/)tests?/|(^|/)conftest\.py$|/migrations/"
PYTHON, PAGE, SCRIPT = r"^herringbone/.*\.py$", r"/templates/.*\.html$", r"/static/.*\.js$"
WORDS = r"(?:gettext(?:_lazy)?|\b_|translate|blocktranslate)\W{1,3}"
# Of no client, and so seen by whoever may open the page.
NOBODYS = r"(?!(?:Agency|Office|WorkingDay|Person|Department|Absence|JobKind|MajorThreshold|Session|UserSession)\b)"

RULES = (
    Rule(
        "records are loaded by visible_to or a query, never by a bare manager here",
        rf"\b{NOBODYS}[A-Z]\w*\.objects\b(?!\.none\()|\._(default|base)_manager\b",
        r"^herringbone/\w+/(views|forms|api|panels|uploads|context|templatetags|documents)\w*(/|\.py)",
        TESTS,
    ),
    Rule(
        "now comes from core.clock",
        r"\b(datetime|timezone|date)\.(now|utcnow|today)\(|\blocalnow\(",
        r"^herringbone/(record|people|clients|work|status|meetings|portal|desk|web)/.*\.py$",
        rf"^herringbone/people/(sessions|queries/me)\.py$|{TESTS}",  # a session ends by the real clock
    ),
    Rule("amounts are FixedField", r"models\.(Decimal|Float)Field", PYTHON, TESTS),
    Rule(
        "a day is a core.typed.DayField, an hour an HourField",
        r"""\bforms\.(Date|Time|DateTime)(Field|Input)\(|\btype["']?\s*[:=]\s*["']?(date|time|datetime-local)["' >]""",
        r"^herringbone/.*(forms?\b.*\.py|\.html)$",
        TESTS,
    ),
    Rule(
        "a test for a browser stands in test_…_browser.py, where bin/test looks for it",
        r"mark\.browser\b",
        r"(^|/)tests/.*\.py$",
        r"/test_\w+_browser\.py$|^tests/test_house_rules\.py$",
    ),
    Rule("a form names its fields", r"""fields\s*=\s*["']__all__""", PYTHON),
    Rule("links begin with settings.BASE_URL", r"build_absolute_uri|\.get_host\(", PYTHON, TESTS),
    Rule(
        "workbooks are opened by core",
        r"^\s*(import|from) (xlsxwriter|openpyxl)",
        r"^(herringbone|tools)/.*\.py$",
        rf"^herringbone/core/|{TESTS}",
    ),
    Rule(
        "mail is built by core.mail",
        r"\b(send_mail|mail_admins|EmailMessage|EmailMultiAlternatives)\(",
        PYTHON,
        rf"^herringbone/core/(mail|eml)|{TESTS}",
    ),
    Rule(
        "one way out: addresses that people typed are asked by core.outside alone",
        r"^\s*(?:import|from) (?:requests|httpx|aiohttp|urllib3|urllib\.request|http\.client|ftplib|socket)\b"
        r"|\burlopen\(",
        PYTHON,
        # The provider of company accounts stands in the settings; the last two ask this machine alone.
        rf"^herringbone/(core/outside/|people/door/provider\.py|serve\.py|commands/ports\.py)|{TESTS}",
    ),
    Rule(
        "text from people is never compiled",
        r"\bTemplate\(|\.from_string\(|\bmark_safe\(",
        PYTHON,
        rf"^herringbone/core/|/documents/|{TESTS}",
    ),
    Rule(
        "no SQL by hand outside core and record",
        r"\bRawSQL\(|\.raw\(|\.extra\(|\.cursor\(\)",
        PYTHON,
        rf"^herringbone/(core|record)/|^herringbone/web/views\.py$|{TESTS}",
    ),
    Rule("every form is guarded against forgery", r"csrf_exempt", PYTHON),
    Rule("FileResponse writes this header", r"Content-Disposition", PYTHON, TESTS),
    Rule("the page's policy refuses a style attribute", r"\sstyle\s*=", PAGE, r"/mail/"),
    Rule("the page's policy refuses a handler in an attribute", r"""\son[a-z]+\s*=\s*["']""", PAGE),
    Rule(
        "the page's policy refuses a script or style without a nonce",
        r"<(script|style)(?![^>]*(nonce|\bsrc=|application/json))[^>]*>",
        PAGE,
        r"/mail/",
    ),
    Rule("nothing is let through unescaped", r"\|\s*safe\b|autoescape\s+off", PAGE),
    Rule("nothing is loaded from elsewhere", r"""(src|href)\s*=\s*["'](https?:)?//""", PAGE),
    Rule("htmx runs no script", r"""\bhx-on\b|\bhx-vals\s*=\s*["']js:""", PAGE),
    Rule(
        "no HTML is put together from strings",
        r"""\beval\(|new Function\(|document\.write|insertAdjacentHTML\([^)]*[`+]"""
        r"""|HTML\s*\+?=\s*(`|["'][^"'\n]+["']\s*\+)""",
        SCRIPT,
    ),
    Rule("data goes into a document as data, never as source", r"\beval\(", r"\.typ$"),
    Rule(
        "calm words: no exclamation mark, please or successfully",
        WORDS + r"""["'][^"']*(!["' ]|\b[Pp]lease\b|\b[Ss]uccessfully\b)""",
        r"^herringbone/.*\.(py|html)$",
        TESTS,
    ),
    Rule(
        "a secret is never committed",
        r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[bp]-\d",
        r"",
        rf"^tools/|{TESTS}",
    ),
    Rule(
        "unfinished",
        r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError",
        r"\.(py|html|css|js|typ|sh)$",
        rf"^tools/|{TESTS}",
    ),
    Rule(
        "the address of a registry, or a path of this machine",
        r"https?://[\w.-]*(pypi|pythonhosted|npmjs|jsdelivr|unpkg)|(?<![\w.:/-])/(root|work|home/\w+)/",
        r"",
        r"^tools/house_rules\.py$|^tests/",
    ),
)
