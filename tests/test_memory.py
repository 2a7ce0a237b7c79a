"""A web process stays under 150 MB: it begins small, and what few pages need is loaded by them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "xlsxwriter",
    "openpyxl",
    "holidays",
    "typst",
    "pypdfium2",
    "PIL",
    "icalendar",
    "boto3",
    "authlib",
    "requests",
    "rapidfuzz",
    "puremagic",
    "qrcode",
}
BEGIN = """
import json, sys, django
django.setup()
import herringbone.web.urls
statm = open("/proc/self/statm").read() if sys.platform == "linux" else "0 0"
print(json.dumps([sorted({name.split(".")[0] for name in sys.modules}), int(statm.split()[1])]))
"""


@pytest.mark.processes
def test_a_web_process_begins_small_and_without_what_few_pages_need(project_root: Path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(project_root)}
    said = subprocess.run(
        [sys.executable, "-c", BEGIN], env=environment, capture_output=True, text=True, check=True
    ).stdout
    modules, pages = json.loads(said)
    assert HEAVY & set(modules) == set()
    assert pages * os.sysconf("SC_PAGE_SIZE") < 110_000_000
